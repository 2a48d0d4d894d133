using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Settings;

/// <summary>The caller's own settings, the same on all of the caller's devices.</summary>
internal static class SettingEndpoints
{
    private const int UsualPage = 200;

    public static void MapSettings(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings");
        settings.MapGet("/", ChangesAsync)
            .WithName("ListSettingChanges")
            .WithSummary("The settings that changed after a version, in the order of their changes. After reset: drop what is known and read from 0 with full=true.")
            .Produces<SettingPageResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        settings.MapPut("/", SetAsync)
            .WithName("SetSettings")
            .WithSummary("Sets one or several settings, all or none; an empty value is off. Answers those that changed.")
            .Produces<SettingsResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ChangesAsync(
        long? since, bool? full, int? limit, ClaimsPrincipal caller, UserSettingService settings, CancellationToken cancellationToken)
    {
        var page = await settings.ChangesAsync(caller.UserId(), since ?? 0, full ?? false, limit ?? UsualPage, cancellationToken);
        return Problems.Answer(page, found => Results.Ok(SettingPageResponse.From(found)));
    }

    private static async Task<IResult> SetAsync(SettingsRequest request, ClaimsPrincipal caller, UserSettingService settings, CancellationToken cancellationToken)
    {
        if (request.Settings is null || request.Settings.Any(setting => setting is null))
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        SettingDraft[] drafts = [.. request.Settings.Select(setting => new SettingDraft(setting.Scope, setting.Key ?? string.Empty, setting.Value ?? string.Empty))];
        var changed = await settings.SetAsync(caller.UserId(), drafts, cancellationToken);
        return Problems.Answer(changed, found => Results.Ok(new SettingsResponse([.. found.Select(SettingPageResponse.From)])));
    }
}

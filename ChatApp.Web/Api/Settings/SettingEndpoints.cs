using System.Security.Claims;
using ChatApp.Core.Personal;
using ChatApp.Core.Wire;
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
            .Produces<WireSettingPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        settings.MapPut("/", SetAsync)
            .WithName("SetSettings")
            .WithSummary("Sets one or several settings, all or none; an empty value is off. Answers those that changed.")
            .Produces<WireSettings>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ChangesAsync(
        long? since, bool? full, int? limit, ClaimsPrincipal caller, UserSettingService settings, CancellationToken cancellationToken)
    {
        var page = await settings.ChangesAsync(caller.UserId(), since ?? 0, full ?? false, limit ?? UsualPage, cancellationToken);
        return Problems.Answer(page, found => Results.Ok(WireSettingPage.From(found)));
    }

    private static async Task<IResult> SetAsync(WireSettingDrafts request, ClaimsPrincipal caller, UserSettingService settings, CancellationToken cancellationToken)
    {
        var drafts = request.Read();
        if (drafts.Refusal is { } malformed)
        {
            return Problems.Of(malformed);
        }

        var changed = await settings.SetAsync(caller.UserId(), drafts.Value, cancellationToken);
        return Problems.Answer(changed, found => Results.Ok(new WireSettings([.. found.Select(WireSettingPage.From)])));
    }
}

using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Core.Profiles;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Components.Me;

/// <summary>The forms of a person's own settings, which work without scripts.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/auth").RequireAuthorization().ExcludeFromDescription();
        own.MapPost("/profile", SaveProfileAsync);
        own.MapPost("/privacy", SavePrivacyAsync);
        own.MapPost("/privacy/unblock", UnblockAsync);
    }

    private static async Task<IResult> SaveProfileAsync(
        [FromForm] string? displayName,
        [FromForm] string? signature,
        [FromForm] int gender,
        HttpContext context,
        ProfileService profiles,
        CancellationToken cancellationToken)
    {
        var saved = await profiles.UpdateAsync(
            context.User.UserId(), new ProfileDraft(displayName ?? string.Empty, signature ?? string.Empty, (Gender)gender), cancellationToken);
        return Results.LocalRedirect(saved.Refusal is { } refusal ? $"/me/profile?error={refusal}" : "/me/profile?saved=true");
    }

    private static async Task<IResult> SavePrivacyAsync(
        [FromForm] bool? byDisplayName,
        [FromForm] bool? byUserName,
        [FromForm] bool? withoutAsking,
        [FromForm] bool? presence,
        [FromForm] bool? receipts,
        HttpContext context,
        PersonalSettings settings,
        UserSettingService writer,
        CancellationToken cancellationToken)
    {
        var user = context.User.UserId();
        var mask = (await settings.OfAsync(user, cancellationToken)).SearchMask;
        var drafts = PrivacyForm.Read(mask, byDisplayName ?? false, byUserName ?? false, withoutAsking ?? false, presence ?? false, receipts ?? false);
        var saved = await writer.SetAsync(user, [.. drafts], cancellationToken);
        return Results.LocalRedirect(saved.Refusal is null ? "/me/privacy?saved=true" : "/me/privacy");
    }

    private static async Task<IResult> UnblockAsync([FromForm] string? user, HttpContext context, FriendService friends, CancellationToken cancellationToken)
    {
        if (UserId.TryParse(user, out var other))
        {
            await friends.SetBlockedAsync(context.User.UserId(), other, blocked: false, cancellationToken);
        }

        return Results.LocalRedirect("/me/privacy");
    }
}

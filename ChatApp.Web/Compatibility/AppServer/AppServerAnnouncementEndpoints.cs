using ChatApp.Core.Announcements;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>The announcements of groups, as WildfireChat's apps read and set them.</summary>
internal static class AppServerAnnouncementEndpoints
{
    public static void MapAppServerAnnouncements(this RouteGroupBuilder signedIn)
    {
        signedIn.MapPost("/put_group_announcement", SetAsync);
        signedIn.MapPost("/get_group_announcement", GetAsync);
    }

    private static async Task<IResult> SetAsync(HttpContext context, AnnouncementService announcements)
        => await AppServerRequests.ReadAsync<AnnouncementRequest>(context) is { GroupId: { Length: > 0 and <= 64 } group } request
            ? AppServerAnswer.Of(
                await announcements.SetAsync(context.User.UserId(), context.User.SessionId(), group, request.Text ?? string.Empty, context.RequestAborted),
                Shape)
            : AppServerAnswer.Of(AppServerCode.BadParameter);

    private static async Task<IResult> GetAsync(HttpContext context, AnnouncementService announcements)
    {
        if (await AppServerRequests.ReadAsync<AnnouncementRequest>(context) is not { GroupId: { Length: > 0 and <= 64 } group })
        {
            return AppServerAnswer.Of(AppServerCode.BadParameter);
        }

        var found = await announcements.GetAsync(context.User.UserId(), group, context.RequestAborted);
        return found is { Refusal: null, Value: null } ? AppServerAnswer.Of(AppServerCode.NoAnnouncement) : AppServerAnswer.Of(found, Shape);
    }

    private static object? Shape(Announcement? announcement) => announcement is null
        ? null
        : new { GroupId = announcement.Group, Author = announcement.Author.Value, announcement.Text, Timestamp = announcement.At.ToUnixTimeMilliseconds() };
}

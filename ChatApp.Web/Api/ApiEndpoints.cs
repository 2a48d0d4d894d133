using ChatApp.Web.Api.Admin;
using ChatApp.Web.Api.Administration;
using ChatApp.Web.Api.Conversations;
using ChatApp.Web.Api.Friends;
using ChatApp.Web.Api.Groups;
using ChatApp.Web.Api.Messages;
using ChatApp.Web.Api.Presence;
using ChatApp.Web.Api.Profile;
using ChatApp.Web.Api.QrLogin;
using ChatApp.Web.Api.Receipts;
using ChatApp.Web.Api.Rpc;
using ChatApp.Web.Api.Schedules;
using ChatApp.Web.Api.Sessions;
using ChatApp.Web.Api.Settings;
using ChatApp.Web.Api.Users;

namespace ChatApp.Web.Api;

/// <summary>Maps the HTTP API.</summary>
internal static class ApiEndpoints
{
    /// <summary>Everything under <c>/api/v1</c> that asks for a session.</summary>
    public static void MapChatApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization();
        api.MapMessages();
        api.MapMessageActions();
        api.MapOwnMessages();
        api.MapSearch();
        api.MapConversations();
        api.MapConversationMarks();
        api.MapReceipts();
        api.MapPresence();
        api.MapSettings();
        api.MapSchedules();
        api.MapUsers();
        api.MapProfile();
        api.MapFriends();
        api.MapGroups();
        api.MapSessions();
        api.MapQrLogin();
        api.MapRetention();
        api.MapRpc();
        api.MapAdministration();
        api.MapInvitations();
        routes.MapAvatars();
    }
}

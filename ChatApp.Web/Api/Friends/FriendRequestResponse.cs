using System.Text.Json.Serialization;
using ChatApp.Core.Friends;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Friends;

/// <summary>A friend request.</summary>
internal sealed record FriendRequestResponse(
    string From,
    string FromName,
    string To,
    string ToName,
    string Greeting,
    string State,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt)
{
    public static FriendRequestResponse Of(FriendRequest request) => new(
        request.From.Value,
        request.FromName,
        request.To.Value,
        request.ToName,
        request.Greeting,
        NameOf(request.State),
        request.CreatedAt);

    private static string NameOf(FriendRequestState state) => state switch
    {
        FriendRequestState.Waiting => "waiting",
        FriendRequestState.Accepted => "accepted",
        FriendRequestState.Refused => "refused",
    };
}

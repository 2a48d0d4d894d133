using System.Text.Json.Serialization;
using ChatApp.Core.Friends;

namespace ChatApp.Core.Wire;

/// <summary>A friend request.</summary>
public sealed record WireFriendRequest(
    string From,
    string FromName,
    string To,
    string ToName,
    string Greeting,
    string State,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt)
{
    /// <summary>The wire's form of a request.</summary>
    public static WireFriendRequest Of(FriendRequest request) => new(
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

using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Users;

namespace ChatApp.Core.Friends;

/// <summary>Lets people become friends, name and block each other.</summary>
public sealed class FriendService(IFriendStore store, UserService users, IEventDelivery delivery, ModerationService moderation, INodeBus bus, TimeProvider clock)
{
    private const int MaxListedRequests = 100;

    /// <summary>A person's friends and blocked people, by display name.</summary>
    public Task<IReadOnlyList<Friend>> ListAsync(UserId user, CancellationToken cancellationToken) => store.ListAsync(user, cancellationToken);

    /// <summary>The newest 100 requests to and from a person.</summary>
    public Task<IReadOnlyList<FriendRequest>> ListRequestsAsync(UserId user, CancellationToken cancellationToken)
        => store.ListRequestsAsync(user, MaxListedRequests, cancellationToken);

    /// <summary>Asks somebody to be a friend. When they already ask in return, the two are friends at once.</summary>
    /// <returns>
    /// What became of it; or <see cref="ErrorCode.NotFound"/> for nobody or oneself, <see cref="ErrorCode.InvalidRequest"/> for a
    /// greeting above <see cref="FriendLimits.MaxGreeting"/>, <see cref="ErrorCode.Conflict"/> for friends already,
    /// <see cref="ErrorCode.TooFast"/> within the pauses of <see cref="FriendLimits"/>, <see cref="ErrorCode.QuotaExceeded"/> with too
    /// many requests waiting, <see cref="ErrorCode.SensitiveWord"/> in the greeting.
    /// </returns>
    public async Task<Outcome<FriendRequestState>> RequestAsync(UserId from, UserId to, string greeting, CancellationToken cancellationToken)
    {
        greeting = greeting.Trim();
        if (greeting.Length > FriendLimits.MaxGreeting)
        {
            return ErrorCode.InvalidRequest;
        }

        if (from == to || (await users.GetAsync(to, cancellationToken)).Refusal is not null)
        {
            return ErrorCode.NotFound;
        }

        var (friends, blocked) = await store.FindAsync(from, to, cancellationToken);
        if (friends)
        {
            return ErrorCode.Conflict;
        }

        if (await store.FindRequestAsync(to, from, cancellationToken) is { State: FriendRequestState.Waiting })
        {
            var accepted = await AnswerAsync(from, to, accept: true, cancellationToken);
            return accepted.Refusal is { } refusal ? refusal : FriendRequestState.Accepted;
        }

        var now = clock.GetUtcNow();
        var earlier = await store.FindRequestAsync(from, to, cancellationToken);
        if (earlier is not null && now < earlier.CreatedAt + PauseAfter(earlier.State))
        {
            return ErrorCode.TooFast;
        }

        if (await store.CountWaitingAsync(from, cancellationToken) >= FriendLimits.MaxWaitingRequests)
        {
            return ErrorCode.QuotaExceeded;
        }

        var judged = moderation.Judge(greeting, ModerationScope.Messages, new HitContext(from, Conversation: null, $"Request:{from}:{to}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        await store.SaveRequestAsync(from, to, judged.Value, now, cancellationToken);

        // A blocked person is not told so: the request waits, and nobody is disturbed by it.
        if (!blocked)
        {
            delivery.PublishTo(to, new FriendRequestEvent(from, judged.Value));
        }

        return FriendRequestState.Waiting;
    }

    /// <summary>Accepts or refuses a waiting request.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/> when none waits, <see cref="ErrorCode.QuotaExceeded"/> with too many friends.</returns>
    public async Task<Outcome<Done>> AnswerAsync(UserId user, UserId from, bool accept, CancellationToken cancellationToken)
    {
        if (accept && (await store.ListAsync(user, cancellationToken)).Count >= FriendLimits.MaxFriends)
        {
            return ErrorCode.QuotaExceeded;
        }

        if (!await store.AnswerAsync(from, user, accept, clock.GetUtcNow(), cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        if (accept)
        {
            Tell(user, from, friends: true);
        }

        return Outcome.Done;
    }

    /// <summary>Ends a friendship on both sides.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/> when the two are no friends.</returns>
    public async Task<Outcome<Done>> RemoveAsync(UserId user, UserId friend, CancellationToken cancellationToken)
    {
        if (!await store.RemoveAsync(user, friend, cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        Tell(user, friend, friends: false);
        return Outcome.Done;
    }

    /// <summary>Refuses, or accepts again, what a person sends. The other side is not told.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/> for nobody or oneself.</returns>
    public async Task<Outcome<Done>> SetBlockedAsync(UserId user, UserId other, bool blocked, CancellationToken cancellationToken)
    {
        if (user == other || (await users.GetAsync(other, cancellationToken)).Refusal is not null)
        {
            return ErrorCode.NotFound;
        }

        await store.SetBlockedAsync(user, other, blocked, clock.GetUtcNow(), cancellationToken);
        bus.Publish(new FriendshipChanged(user, other));
        return Outcome.Done;
    }

    /// <summary>Names a friend for oneself; an empty name shows the friend's own again.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/> for no friend, <see cref="ErrorCode.InvalidRequest"/> for a name that is too long.</returns>
    public async Task<Outcome<Done>> SetRemarkAsync(UserId user, UserId friend, string remark, CancellationToken cancellationToken)
    {
        remark = remark.Trim();
        if (remark.Length > Account.MaxDisplayName)
        {
            return ErrorCode.InvalidRequest;
        }

        return await store.SetRemarkAsync(user, friend, remark.Length == 0 ? null : remark, cancellationToken) ? Outcome.Done : ErrorCode.NotFound;
    }

    private static TimeSpan PauseAfter(FriendRequestState state) => state switch
    {
        FriendRequestState.Waiting => FriendLimits.RequestPause,
        FriendRequestState.Refused => FriendLimits.RefusalPause,
        FriendRequestState.Accepted => TimeSpan.Zero,
    };

    private void Tell(UserId one, UserId other, bool friends)
    {
        bus.Publish(new FriendshipChanged(one, other));
        delivery.PublishTo(one, new FriendEvent(other, friends));
        delivery.PublishTo(other, new FriendEvent(one, friends));
    }
}

using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Messages.Stars;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Hubs;

/// <summary>What can be done to messages. The services come with each call: a call uses one of them.</summary>
public sealed partial class ChatHub
{
    private CancellationToken Aborted => Context.ConnectionAborted;

    /// <summary>What happened to messages after a change number.</summary>
    public async Task<WireChanges> Changes(WireConversation conversation, long after, int limit, ChangeService changes)
        => WireChanges.From(Value(await changes.ListAsync(User, conversation.ToTarget(), after, limit, Aborted)), User);

    /// <summary>Changes the words of an own message; the message as it is now.</summary>
    public async Task<WireMessage> Edit(WireConversation conversation, long sequence, string text, EditService edits)
        => WireMessage.From(Value(await edits.EditAsync(User, conversation.ToTarget(), sequence, text, Aborted)), User);

    /// <summary>All versions of a message.</summary>
    public async Task<WireVersions> Versions(WireConversation conversation, long sequence, EditService edits)
        => new([.. Value(await edits.ListVersionsAsync(User, conversation.ToTarget(), sequence, Aborted)).Select(WireVersion.From)]);

    /// <summary>Removes a message for everyone.</summary>
    public async Task Recall(WireConversation conversation, long sequence, RecallService recalls)
        => Value(await recalls.RecallAsync(User, conversation.ToTarget(), sequence, Aborted));

    /// <summary>Puts an emoji on a message, or takes it off.</summary>
    public async Task React(WireConversation conversation, long sequence, string emoji, bool present, ReactionService reactions)
        => Value(await reactions.SetAsync(User, conversation.ToTarget(), sequence, emoji, present, Aborted));

    /// <summary>Who put what on a message.</summary>
    public async Task<WireReactors> Reactions(WireConversation conversation, long sequence, ReactionService reactions)
        => new([.. Value(await reactions.ListAsync(User, conversation.ToTarget(), sequence, Aborted))
            .Select(reactor => new WireReactor(reactor.User.Value, reactor.DisplayName, reactor.Emoji))]);

    /// <summary>Pins a message or takes the pin off.</summary>
    public async Task Pin(WireConversation conversation, long sequence, bool pinned, PinService pins)
        => Value(await pins.SetAsync(User, conversation.ToTarget(), sequence, pinned, Aborted));

    /// <summary>The pinned messages of a conversation.</summary>
    public async Task<WirePins> Pins(WireConversation conversation, PinService pins)
        => new([.. Value(await pins.ListAsync(User, conversation.ToTarget(), Aborted)).Select(pin => WirePin.From(pin, User))]);

    /// <summary>Keeps a message for the caller, or keeps it no more.</summary>
    public async Task Star(WireConversation conversation, long sequence, bool starred, StarService stars)
        => Value(await stars.SetAsync(User, conversation.ToTarget(), sequence, starred, Aborted));

    /// <summary>What the caller keeps, below an id.</summary>
    public async Task<WireStars> Stars(long? before, int limit, StarService stars)
    {
        var page = Value(await stars.ListAsync(User, before, limit, Aborted));
        return new WireStars([.. page.Stars.Select(star => WireStar.From(star, User))], page.HasMore);
    }

    /// <summary>Deletes messages for the caller alone.</summary>
    public async Task DeleteForMe(WireConversation conversation, IReadOnlyList<long> sequences, DeletionService deletions)
        => Value(await deletions.DeleteAsync(User, conversation.ToTarget(), sequences, Aborted));

    /// <summary>Deletes everything up to a sequence for the caller alone; up to where it is deleted now.</summary>
    public async Task<long> Clear(WireConversation conversation, long? upTo, DeletionService deletions)
        => Value(await deletions.ClearAsync(User, conversation.ToTarget(), upTo, Aborted));

    /// <summary>Forwards messages one by one; a result for each.</summary>
    public async Task<WireResults> Forward(WireForward forward, ForwardService forwards)
    {
        var (route, items) = Value(forward.Read(User, Context.User!.SessionId()));
        return WireResults.From(forward, Value(await forwards.ForwardAsync(route, items, Aborted)));
    }

    /// <summary>Forwards messages as one record.</summary>
    public async Task<WireResult> ForwardMerged(WireMerge merge, ForwardService forwards)
    {
        var (route, clientId) = Value(merge.Read(User, Context.User!.SessionId()));
        return WireResult.From(merge.ClientId, await forwards.MergeAsync(route, clientId, merge.Sequences ?? [], merge.Title, Aborted));
    }
}

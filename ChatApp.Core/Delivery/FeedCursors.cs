using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Delivery;

/// <summary>How far a connection has come in each conversation that it follows. Its feed's lock is held around every call.</summary>
internal sealed class FeedCursors
{
    private readonly Dictionary<ConversationId, long> _cursors = [];

    // What the person was excluded from, with the cursor then, and of which of these nobody knows whether it came to be. Made when
    // first needed: most connections never see a removal.
    private Dictionary<ConversationId, long>? _left;
    private HashSet<ConversationId>? _doubtful;

    /// <summary>Every conversation that is followed.</summary>
    public ConversationId[] Followed => [.. _cursors.Keys];

    /// <summary>Begins to follow a conversation above a sequence; not when the person was excluded while the feed was opened.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="after">The sequence.</param>
    /// <param name="joined">Whether the person has just joined; else the feed is being opened with what was read before.</param>
    public bool Follow(ConversationId conversation, long after, bool joined)
    {
        if (joined)
        {
            _left?.Remove(conversation);

            // Who follows already is further: going back would pass on again what was passed on.
            _cursors.TryAdd(conversation, after);
            return true;
        }

        if (_left?.ContainsKey(conversation) == true)
        {
            _left[conversation] = after;
            return false;
        }

        _cursors[conversation] = after;
        return true;
    }

    /// <summary>Follows a conversation no more; where it stood is remembered for <see cref="ComeBack"/>.</summary>
    public void Unfollow(ConversationId conversation)
    {
        _left ??= [];
        if (_cursors.Remove(conversation, out var cursor))
        {
            _left[conversation] = cursor;
        }
        else
        {
            _left.TryAdd(conversation, long.MaxValue);
        }
    }

    /// <summary>Notes that nobody knows whether the person was taken out of a conversation.</summary>
    public void Doubt(ConversationId conversation) => (_doubtful ??= []).Add(conversation);

    /// <summary>What is in doubt; whoever takes it finds out.</summary>
    public IReadOnlyList<ConversationId> TakeDoubtful()
    {
        if (_doubtful is not { Count: > 0 } doubtful)
        {
            return [];
        }

        _doubtful = null;
        return [.. doubtful];
    }

    /// <summary>The removal did not happen: the feed goes on where it stood.</summary>
    public void ComeBack(Membership membership)
    {
        if (_left?.Remove(membership.Conversation, out var cursor) == true)
        {
            _cursors.TryAdd(membership.Conversation, Math.Clamp(cursor, membership.JoinedSequence, membership.LastSequence));
        }
    }

    /// <summary>Where a conversation stands; <see langword="null"/> when it is not followed.</summary>
    public long? Of(ConversationId conversation) => _cursors.TryGetValue(conversation, out var cursor) ? cursor : null;

    /// <summary>Moves over sequences that have no message any more.</summary>
    public void Skip(ConversationId conversation, long sequence)
    {
        if (_cursors.ContainsKey(conversation))
        {
            _cursors[conversation] = sequence;
        }
    }

    /// <summary>Moves on to a message that was read from the log; whether it is to be passed on.</summary>
    public bool Passes(Message message)
    {
        ref var cursor = ref CollectionsMarshal.GetValueRefOrNullRef(_cursors, message.Conversation);
        if (Unsafe.IsNullRef(ref cursor) || message.Sequence <= cursor)
        {
            return false;
        }

        cursor = message.Sequence;
        return true;
    }

    /// <summary>Moves on to a message that was told live, when nothing is missing before it; whether it is to be passed on.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hole">The sequence after which something is missing, or <see langword="null"/>.</param>
    public bool PassesLive(Message message, out long? hole)
    {
        ref var cursor = ref CollectionsMarshal.GetValueRefOrNullRef(_cursors, message.Conversation);
        var followed = !Unsafe.IsNullRef(ref cursor);
        hole = followed && message.Sequence > cursor + 1 ? cursor : null;
        if (hole is not null || !followed || message.Sequence <= cursor)
        {
            return false;
        }

        cursor = message.Sequence;
        return true;
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Web.Components.Chat;

/// <summary>
/// The run of a conversation's messages that a page shows: it grows by pages at both ends and lets go of the far end, so that a page
/// never holds more than <see cref="Most"/> of them.
/// </summary>
public sealed class MessageWindow(MessageService messages, UserId reader, ConversationTarget target)
{
    /// <summary>How many messages one read brings.</summary>
    public const int Page = 50;

    /// <summary>How many messages the page holds at most.</summary>
    public const int Most = 300;

    private readonly List<Message> _messages = [];
    private readonly Dictionary<long, Message?> _quoted = [];

    // Changed while they were on their way: their live copies are older than the change.
    private readonly HashSet<long> _changedAhead = [];

    // Reading older pages, the reader is far from the end: what arrives there may not push out what is being read.
    private bool _readingBack;

    /// <summary>The conversation.</summary>
    public ConversationTarget Target { get; } = target;

    /// <summary>The messages, in rising sequence.</summary>
    public IReadOnlyList<Message> Messages => _messages;

    /// <summary>Whether there are messages before the first.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Whether there are messages after the last that a reader has to scroll to.</summary>
    public bool HasNewer { get; private set; }

    /// <summary>Whether the last read failed, in the direction it was for.</summary>
    public string? FailedDirection { get; private set; }

    /// <summary>Goes up with every change of what the window holds.</summary>
    public int Version { get; private set; }

    /// <summary>The last sequence in the window; 0 when it is empty.</summary>
    public long Last => _messages.Count == 0 ? 0 : _messages[^1].Sequence;

    /// <summary>Shows the newest page.</summary>
    public async Task<ErrorCode?> OpenLatestAsync(CancellationToken cancellationToken)
    {
        var page = await ReadAsync(new HistoryQuery(Limit: Page), cancellationToken);
        if (page.Refusal is { } refusal)
        {
            return refusal;
        }

        await ReplaceAsync(page.Value.Messages, page.Value.HasMore, newer: false, cancellationToken);
        return null;
    }

    /// <summary>Shows the page around a message.</summary>
    /// <param name="sequence">The message.</param>
    /// <param name="last">The conversation's last sequence, which tells whether there is more after the page.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<ErrorCode?> OpenAroundAsync(long sequence, long last, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(new HistoryQuery(Around: sequence, Limit: Page), cancellationToken);
        if (page.Refusal is { } refusal)
        {
            return refusal;
        }

        var newer = page.Value.Messages.Count > 0 && page.Value.Messages[^1].Sequence < last;
        await ReplaceAsync(page.Value.Messages, page.Value.HasMore, newer, cancellationToken);
        return null;
    }

    /// <summary>Adds the page before the first message; whether there is still more.</summary>
    public async Task<bool> LoadOlderAsync(CancellationToken cancellationToken)
    {
        if (!HasOlder || _messages.Count == 0)
        {
            return false;
        }

        var first = _messages[0].Sequence;
        var page = await ReadAsync(new HistoryQuery(Before: first, Limit: Page), cancellationToken);
        if (page.Refusal is not null || _messages.Count == 0 || _messages[0].Sequence != first)
        {
            FailedDirection = page.Refusal is null ? null : "older";
            return false;
        }

        FailedDirection = null;
        Version++;
        await LearnQuotesAsync(page.Value.Messages, cancellationToken);
        _messages.InsertRange(0, page.Value.Messages);
        _readingBack = true;
        HasOlder = page.Value.HasMore;
        while (_messages.Count > Most)
        {
            _messages.RemoveRange(_messages.Count - Math.Min(Page, _messages.Count - Most), Math.Min(Page, _messages.Count - Most));
            HasNewer = true;
        }

        return HasOlder;
    }

    /// <summary>Adds the page after the last message; whether there is still more.</summary>
    public async Task<bool> LoadNewerAsync(CancellationToken cancellationToken)
    {
        var last = Last;
        var page = await ReadAsync(new HistoryQuery(After: last, Limit: Page), cancellationToken);
        if (page.Refusal is not null || Last != last)
        {
            FailedDirection = page.Refusal is null ? null : "newer";
            return false;
        }

        FailedDirection = null;
        Version++;
        await LearnQuotesAsync(page.Value.Messages, cancellationToken);
        _messages.AddRange(page.Value.Messages);
        _readingBack = false;
        HasNewer = page.Value.HasMore;
        DropOldest();
        return HasNewer;
    }

    /// <summary>Adds a message that has just arrived.</summary>
    /// <returns>Whether the window is whole; <see langword="false"/> asks for <see cref="LoadNewerAsync"/>.</returns>
    public bool Append(Message message)
    {
        if (HasNewer || message.Sequence <= Last)
        {
            return true;
        }

        // An empty window starts anywhere: what came before was not for this reader, or was removed.
        if (_messages.Count > 0 && message.Sequence != Last + 1)
        {
            return false;
        }

        if (_readingBack && _messages.Count >= Most)
        {
            HasNewer = true;
            Version++;
            return true;
        }

        _messages.Add(message);
        Version++;
        DropOldest();
        return true;
    }

    /// <summary>The message that another one answers, or <see langword="null"/> when it is not there for the reader.</summary>
    public Message? Quoted(long sequence)
    {
        if (_messages.Count > 0 && sequence >= _messages[0].Sequence && sequence <= Last)
        {
            return _messages.Find(message => message.Sequence == sequence);
        }

        return _quoted.GetValueOrDefault(sequence);
    }

    /// <summary>Reads those answered messages that are outside the window.</summary>
    public async Task LearnQuotesAsync(IEnumerable<Message> answers, CancellationToken cancellationToken)
    {
        foreach (var sequence in answers.Where(message => message.ReplyTo is not null).Select(message => message.ReplyTo!.Value).Distinct().ToArray())
        {
            if (Quoted(sequence) is null && !_quoted.ContainsKey(sequence))
            {
                var found = await ReadAsync(new HistoryQuery(After: sequence - 1, Limit: 1), cancellationToken);
                Version++;
                _quoted[sequence] = found.Refusal is null && found.Value.Messages is [var message] && message.Sequence == sequence ? message : null;
            }
        }
    }

    /// <summary>Whether a message that has just arrived was changed before it came.</summary>
    public bool IsStale(long sequence) => _changedAhead.Remove(sequence);

    /// <summary>Reads one message as it is now, if it is shown or quoted; one that is still to come is read when it comes.</summary>
    public async Task ReadAgainAsync(long sequence, CancellationToken cancellationToken)
    {
        if (sequence > Last)
        {
            if (!HasNewer)
            {
                _changedAhead.Add(sequence);
            }

            return;
        }

        var shown = _messages.Exists(message => message.Sequence == sequence);
        if (!shown && !_quoted.ContainsKey(sequence))
        {
            return;
        }

        var found = await ReadAsync(new HistoryQuery(After: sequence - 1, Limit: 1), cancellationToken);
        if (found.Refusal is null && found.Value.Messages is [var message] && message.Sequence == sequence)
        {
            Put(message);
        }
    }

    /// <summary>Reads all that is shown as it is now: events were dropped, and with them changes.</summary>
    public async Task ReadAllAgainAsync(CancellationToken cancellationToken)
    {
        var after = _messages.Count == 0 ? long.MaxValue : _messages[0].Sequence - 1;
        while (after < Last)
        {
            var page = await ReadAsync(new HistoryQuery(After: after, Limit: MessageLimits.MaxPage), cancellationToken);
            if (page.Refusal is not null || page.Value.Messages.Count == 0)
            {
                return;
            }

            foreach (var message in page.Value.Messages)
            {
                Put(message);
            }

            after = page.Value.Messages[^1].Sequence;
        }
    }

    /// <summary>Lets go of messages that the reader deleted.</summary>
    public void Remove(IReadOnlyCollection<long> sequences)
    {
        if (_messages.RemoveAll(message => sequences.Contains(message.Sequence)) > 0)
        {
            Version++;
        }
    }

    /// <summary>Lets go of what the reader cleared.</summary>
    public void RemoveUpTo(long sequence)
    {
        if (_messages.RemoveAll(message => message.Sequence <= sequence) > 0)
        {
            HasOlder = false;
            Version++;
        }
    }

    /// <summary>The reader is at the end again.</summary>
    public void AtEnd() => _readingBack = false;

    private Task<Outcome<MessagePage>> ReadAsync(HistoryQuery query, CancellationToken cancellationToken)
        => messages.HistoryAsync(reader, Target, query, cancellationToken);

    private async Task ReplaceAsync(IReadOnlyList<Message> page, bool older, bool newer, CancellationToken cancellationToken)
    {
        await LearnQuotesAsync(page, cancellationToken);
        _messages.Clear();
        _messages.AddRange(page);
        HasOlder = older;
        HasNewer = newer;
        FailedDirection = null;
        _readingBack = false;
        Version++;
    }

    private void Put(Message message)
    {
        var at = _messages.FindIndex(shown => shown.Sequence == message.Sequence);
        if (at >= 0)
        {
            _messages[at] = message;
            Version++;
        }

        if (_quoted.ContainsKey(message.Sequence))
        {
            _quoted[message.Sequence] = message;
            Version++;
        }
    }

    private void DropOldest()
    {
        if (_messages.Count > Most)
        {
            _messages.RemoveRange(0, Math.Max(Page, _messages.Count - Most));
            HasOlder = true;
        }
    }
}

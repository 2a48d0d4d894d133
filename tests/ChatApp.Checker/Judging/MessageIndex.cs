namespace ChatApp.Checker.Judging;

/// <summary>The stored messages by place and by client id; making it checks that both are unique and that no place is empty.</summary>
internal sealed class MessageIndex
{
    private readonly Dictionary<(string Sender, Guid ClientId), StoredMessage> _byClientId = [];

    public MessageIndex(IReadOnlyList<StoredMessage> messages, Verdict verdict)
    {
        var ids = new HashSet<long>();
        foreach (var group in messages.GroupBy(message => message.Conversation))
        {
            var log = group.OrderBy(message => message.Sequence).ToArray();
            ByConversation[group.Key] = log;
            for (var i = 0; i < log.Length; i++)
            {
                if (log[i].Sequence != i + 1)
                {
                    verdict.Add(Fault.Reordered, $"{group.Key} has {log[i].Sequence} where {i + 1} should be");
                    break;
                }
            }

            foreach (var message in log)
            {
                if (!ids.Add(message.Id))
                {
                    verdict.Add(Fault.Doubled, $"two messages have the id {message.Id}, one of them {message}");
                }

                if (!_byClientId.TryAdd((message.Sender, message.ClientId), message))
                {
                    verdict.Add(Fault.Doubled, $"stored twice: {_byClientId[(message.Sender, message.ClientId)]} and {message}");
                }
            }
        }
    }

    /// <summary>Each conversation's log, in rising sequence.</summary>
    public Dictionary<string, StoredMessage[]> ByConversation { get; } = [];

    public StoredMessage? Find(string sender, Guid clientId) => _byClientId.GetValueOrDefault((sender, clientId));

    /// <summary>The message at a place, or <see langword="null"/>.</summary>
    public StoredMessage? At(string conversation, long sequence)
        => ByConversation.TryGetValue(conversation, out var log) && sequence >= 1 && sequence <= log.Length ? log[sequence - 1] : null;
}

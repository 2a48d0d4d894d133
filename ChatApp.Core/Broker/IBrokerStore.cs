namespace ChatApp.Core.Broker;

/// <summary>
/// Keeps what an MQTT broker must not forget: sessions that outlive their connection, their subscriptions and unfinished messages, and
/// retained messages. A journal that commits in groups: operations are handed over without waiting, and one task tells of the commit.
/// </summary>
public interface IBrokerStore
{
    /// <summary>
    /// Takes operations over. They are ordered by the calls: when an operation is committed, every one that was handed over before it is
    /// committed too, and the operations of one call are committed together. Taking does not wait and does not refuse; callers
    /// bound what they have under way (a connection hands over at most its Receive Maximum before it waits).
    /// </summary>
    /// <param name="operations">In the order in which they have to happen. Not changed by the caller until the task is done.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed over is written all the same.</param>
    /// <returns>Done when everything is committed. While the database is away the write is tried again, and the task waits.</returns>
    Task WriteAsync(IReadOnlyList<BrokerOperation> operations, CancellationToken cancellationToken);

    /// <summary>Every kept session, for the start of the program; in no order.</summary>
    IAsyncEnumerable<StoredSession> ReadSessionsAsync(CancellationToken cancellationToken);

    /// <summary>Every retained message, for the start of the program; in no order, those that have expired may be left out.</summary>
    IAsyncEnumerable<BrokerMessage> ReadRetainedAsync(CancellationToken cancellationToken);

    /// <summary>A page of a session's unfinished messages, by sequence. Sees what was committed before the call.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="after">Only messages with a larger sequence; 0 to begin.</param>
    /// <param name="limit">The most messages.</param>
    /// <param name="maxBytes">The page ends with the message that brings topics, payloads and properties to so many bytes.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<QueuedMessage>> ReadQueueAsync(long session, long after, int limit, long maxBytes, CancellationToken cancellationToken);
}

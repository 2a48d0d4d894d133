using ChatApp.Core.Kernel;

namespace ChatApp.Core.Schedules;

/// <summary>Keeps messages that wait for their moment.</summary>
public interface IScheduledMessageStore
{
    /// <summary>Writes a message, in place of one with the same author and client id.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.QuotaExceeded"/>, <see cref="ErrorCode.Conflict"/> while it is being sent.</returns>
    Task<Outcome<Done>> SaveAsync(ScheduledMessage message, int maxMessages, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A person's messages, the next due first.</summary>
    Task<IReadOnlyList<ScheduledMessage>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>One message, or <see langword="null"/>.</summary>
    Task<ScheduledMessage?> FindAsync(UserId user, Guid clientId, CancellationToken cancellationToken);

    /// <summary>Takes a message away.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Conflict"/> while it is being sent.</returns>
    Task<Outcome<Done>> RemoveAsync(UserId user, Guid clientId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes messages whose moment has come and that nobody else is sending, the longest due first.</summary>
    Task<IReadOnlyList<TakenMessage>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>A taken message was sent: it is forgotten.</summary>
    Task ForgetAsync(UserId user, Guid clientId, CancellationToken cancellationToken);

    /// <summary>A taken message was refused: it stays, with the reason, until its author takes it away.</summary>
    Task RefuseAsync(UserId user, Guid clientId, ErrorCode refusal, CancellationToken cancellationToken);

    /// <summary>A taken message is tried again later.</summary>
    Task PutBackAsync(UserId user, Guid clientId, DateTimeOffset nextTryAt, CancellationToken cancellationToken);
}

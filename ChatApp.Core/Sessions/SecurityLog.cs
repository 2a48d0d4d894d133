using ChatApp.Core.Kernel;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Sessions;

/// <summary>What happened to a person's account, for the person to read.</summary>
public sealed class SecurityLog(ISecurityLogStore store, TimeProvider clock, IOptions<SessionLimits> limits)
{
    /// <summary>The most events of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>Writes down what happened. It is stored when the task ends.</summary>
    /// <param name="user">Whose account.</param>
    /// <param name="kind">What.</param>
    /// <param name="deviceName">The client that did it; may be empty.</param>
    /// <param name="address">Its address; may be empty.</param>
    /// <param name="detail">A word that says more; never a secret.</param>
    /// <param name="session">The session it is about, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Observed until the event is stored.</param>
    public Task RecordAsync(
        UserId user,
        SecurityEventKind kind,
        string deviceName,
        string address,
        string detail,
        SessionId? session,
        CancellationToken cancellationToken)
        => store.AddAsync(
            new SecurityEventDraft(
                user, kind, clock.GetUtcNow(), session, Cut(deviceName, SecurityEventDraft.MaxDeviceName), Cut(address, 64), Cut(detail, SecurityEventDraft.MaxDetail)),
            cancellationToken);

    /// <summary>A person's events, the newest first, below an id; 1 to <see cref="MaxPage"/> of them.</summary>
    /// <returns>The events, or <see cref="ErrorCode.InvalidRequest"/> for a limit out of range.</returns>
    public async Task<Outcome<IReadOnlyList<SecurityEvent>>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
        => limit is < 1 or > MaxPage ? ErrorCode.InvalidRequest : Outcome.Of(await store.ListAsync(user, before, limit, cancellationToken));

    /// <summary>Removes what is older than <see cref="SessionLimits.LogRetention"/>; how many.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken)
        => store.RemoveOldAsync(clock.GetUtcNow() - limits.Value.LogRetention, cancellationToken);

    private static string Cut(string text, int max)
        => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}

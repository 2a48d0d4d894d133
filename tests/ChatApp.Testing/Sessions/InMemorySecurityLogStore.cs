using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Testing.Sessions;

/// <summary>A security log that ends with the test.</summary>
public sealed class InMemorySecurityLogStore : ISecurityLogStore
{
    private readonly Lock _gate = new();
    private readonly List<SecurityEvent> _events = [];

    public Task AddAsync(SecurityEventDraft draft, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _events.Add(new SecurityEvent(_events.Count + 1, draft));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SecurityEvent>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SecurityEvent>>(
                [.. _events.Where(happened => happened.What.User == user && happened.Id < (before ?? long.MaxValue)).Reverse().Take(limit)]);
        }
    }

    public Task<int> RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_events.RemoveAll(happened => happened.What.At < before));
        }
    }
}

using ChatApp.Core.Audit;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Users;

namespace ChatApp.Core.Administration;

/// <summary>The rules for free topics, for administrators; a change counts at once for clients that are connected too. Without the right everything
/// answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class TopicRuleAdministration(ITopicRuleStore store, TopicRuleLoader loader, INodeBus bus, AuditLog audit, TimeProvider clock) : IDisposable
{
    // Two who change rules follow one another, so that what counts is what was stored last.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>All rules, by prefix.</summary>
    public async Task<Outcome<IReadOnlyList<StoredTopicRule>>> ListAsync(Administrator actor, CancellationToken cancellationToken)
        => actor.Allows(AdminRight.Read) ? Outcome.Of(await store.ListAsync(cancellationToken)) : ErrorCode.Forbidden;

    /// <summary>Adds a rule, or gives one of the same prefix and subject other rights.</summary>
    /// <returns>The rule; <see cref="ErrorCode.InvalidRequest"/> for a prefix that cannot be given away, a name that is none, or no right;
    /// <see cref="ErrorCode.LimitReached"/>.</returns>
    public async Task<Outcome<StoredTopicRule>> SaveAsync(Administrator actor, TopicRule rule, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        if (!IsSensible(rule))
        {
            return ErrorCode.InvalidRequest;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var saved = await store.SaveAsync(rule, actor.Id, clock.GetUtcNow(), cancellationToken);
            if (saved.Refusal is null)
            {
                await ApplyAsync();
                await audit.RecordAsync(actor.Id, "topic-rule.save", Target(rule), Details(rule), reason: null, CancellationToken.None);
            }

            return saved;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes a rule.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> RemoveAsync(Administrator actor, long id, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await store.RemoveAsync(id, cancellationToken) is not { } removed)
            {
                return ErrorCode.NotFound;
            }

            await ApplyAsync();
            await audit.RecordAsync(actor.Id, "topic-rule.remove", Target(removed), Details(removed), reason: null, CancellationToken.None);
            return Outcome.Done;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Stored already, so it counts whatever becomes of the caller.
    private async Task ApplyAsync()
    {
        await loader.LoadAsync(CancellationToken.None);
        bus.Publish(new TopicRulesChanged());
    }

    private static bool IsSensible(TopicRule rule)
        => TopicRule.IsValidPrefix(rule.Prefix)
            && rule.Right is not TopicRight.None
            && (rule.Right & ~(TopicRight.Publish | TopicRight.Subscribe)) == TopicRight.None
            && rule.Subject switch
            {
                TopicRuleSubject.Everyone => rule.Name.Length == 0,
                TopicRuleSubject.User => UserId.TryParse(rule.Name, out _),
                TopicRuleSubject.Role => Roles.All.Contains(rule.Name),
                _ => false,
            };

    private static string Target(TopicRule rule) => $"topic:{rule.Prefix}";

    private static object Details(TopicRule rule) => new { rule.Prefix, subject = rule.Subject.ToString(), rule.Name, right = rule.Right.ToString() };
}

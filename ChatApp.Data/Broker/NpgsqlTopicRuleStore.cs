using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Broker;

/// <summary>Keeps the rules for free topics in the table <c>topic_rules</c>; plain SQL, as every start waits for it.</summary>
internal sealed class NpgsqlTopicRuleStore(NpgsqlDataSource database) : ITopicRuleStore
{
    // Two who add the last rule at once follow one another.
    private const string SaveSql = """
        with turn as (select pg_advisory_xact_lock(hashtext('topic_rules')))
        insert into topic_rules (prefix, subject, name, rights, changed_by, changed_at)
        select $1, $2, $3, $4, $5, $6 from turn
        where (select count(*) from topic_rules) < $7
            or exists (select from topic_rules where prefix = $1 and subject = $2 and name = $3)
        on conflict (prefix, subject, name) do update set rights = excluded.rights, changed_by = excluded.changed_by, changed_at = excluded.changed_at
        returning id
        """;

    public async Task<IReadOnlyList<StoredTopicRule>> ListAsync(CancellationToken cancellationToken)
    {
        var rules = new List<StoredTopicRule>();
        await using var command = database.CreateCommand("select id, prefix, subject, name, rights from topic_rules order by prefix, subject, name");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rules.Add(new StoredTopicRule(row.GetInt64(0), Read(row, 1)));
        }

        return rules;
    }

    public async Task<Outcome<StoredTopicRule>> SaveAsync(TopicRule rule, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SaveSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = rule.Prefix });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)rule.Subject });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = rule.Name });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)rule.Right });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = by.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = TopicRuleLimits.MaxRules });
        return await command.ExecuteScalarAsync(cancellationToken) is long id ? new StoredTopicRule(id, rule) : ErrorCode.LimitReached;
    }

    public async Task<TopicRule?> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from topic_rules where id = $1 returning prefix, subject, name, rights");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Read(row, 0) : null;
    }

    private static TopicRule Read(NpgsqlDataReader row, int first)
        => new(row.GetString(first), (TopicRuleSubject)row.GetInt16(first + 1), row.GetString(first + 2), (TopicRight)row.GetInt16(first + 3));
}

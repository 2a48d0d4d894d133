using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Conversations;

/// <summary>Reads who may see what, in plain SQL: every read of a conversation begins with it. Former stays come in the same query.</summary>
internal sealed class NpgsqlMemberships(NpgsqlDataSource database)
{
    // A stay is cut where the member cleared the history. With the history open to new members the last stay covers the former ones.
    private const string Select = """
        select c.id, c.type, c.target, c.line, m.user_id, m.role, greatest(m.joined_sequence, m.cleared_sequence), m.left_sequence,
            c.last_sequence, m.read_sequence, m.muted_until, c.last_message_at, s.beginnings, s.ends, coalesce(r.removed_up_to, 0)
        from conversation_members m
        join conversations c on c.id = m.conversation_id
        left join retention_progress r on r.conversation_id = m.conversation_id
        left join lateral (
            select array_agg(greatest(i.from_sequence, m.cleared_sequence + 1) order by i.from_sequence) as beginnings,
                array_agg(i.to_sequence order by i.from_sequence) as ends
            from membership_intervals i
            where i.conversation_id = m.conversation_id and i.user_id = m.user_id
                and i.to_sequence <= m.joined_sequence and i.to_sequence > m.cleared_sequence) s on c.type <> 0
        """;

    private const string FindSql = $"{Select} where c.type = $1 and c.target = $2 and c.line = $3 and m.user_id = $4";

    private const string ListSql = $"{Select} where m.user_id = $1 and (m.left_sequence is null or $2)";

    public async Task<Membership?> FindAsync(ConversationKey key, UserId user, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)key.Type });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Target });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key.Line });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Read(row) : null;
    }

    public async Task<IReadOnlyList<Membership>> ListAsync(UserId user, bool formerToo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = formerToo });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<Membership>();
        while (await row.ReadAsync(cancellationToken))
        {
            list.Add(Read(row));
        }

        return list;
    }

    private static Membership Read(NpgsqlDataReader row) => new(
        new ConversationId(row.GetInt64(0)),
        new ConversationKey((ConversationType)row.GetInt16(1), row.GetString(2), row.GetInt32(3)),
        new UserId(row.GetString(4)),
        (MemberRole)row.GetInt16(5),
        JoinedSequence: row.GetInt64(6),
        LeftSequence: row.IsDBNull(7) ? null : row.GetInt64(7),
        LastSequence: row.GetInt64(8),
        ReadSequence: row.GetInt64(9),
        MutedUntil: row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10))
    {
        LastMessageAt = row.GetFieldValue<DateTimeOffset>(11),
        EarlierStays = row.IsDBNull(12) ? [] : ReadStays(row.GetFieldValue<long[]>(12), row.GetFieldValue<long[]>(13)),
        RemovedUpTo = row.GetInt64(14),
    };

    // Stays that touch are one: nobody wrote while the person was away.
    private static List<SequenceRange> ReadStays(long[] beginnings, long[] ends)
    {
        var stays = new List<SequenceRange>(beginnings.Length);
        for (var i = 0; i < beginnings.Length; i++)
        {
            if (stays is [.., var before] && beginnings[i] <= before.To + 1)
            {
                stays[^1] = before with { To = Math.Max(before.To, ends[i]) };
            }
            else
            {
                stays.Add(new SequenceRange(beginnings[i], ends[i]));
            }
        }

        return stays;
    }
}

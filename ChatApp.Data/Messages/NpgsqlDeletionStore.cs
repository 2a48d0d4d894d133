using ChatApp.Core.Conversations;
using ChatApp.Core.Messages.Deletions;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps what people deleted for themselves, in plain SQL for the arrays.</summary>
internal sealed class NpgsqlDeletionStore(NpgsqlDataSource database) : IDeletionStore
{
    private const string HideSql = """
        with hidden as (
            insert into hidden_messages (user_id, conversation_id, sequence)
            select $1, m.conversation_id, m.sequence from messages m where m.conversation_id = $2 and m.sequence = any($3)
            on conflict do nothing
            returning sequence),
        forgotten as (delete from message_stars where user_id = $1 and conversation_id = $2 and sequence = any($3))
        select sequence from hidden order by sequence
        """;

    private const string ClearSql = """
        with moved as (
            update conversation_members v
            set cleared_sequence = least($3, coalesce(v.left_sequence, c.last_sequence))
            from conversations c
            where c.id = v.conversation_id and v.conversation_id = $2 and v.user_id = $1
                and v.cleared_sequence < least($3, coalesce(v.left_sequence, c.last_sequence))
            returning v.cleared_sequence),
        unhidden as (
            delete from hidden_messages using moved
            where user_id = $1 and conversation_id = $2 and sequence <= moved.cleared_sequence),
        forgotten as (
            delete from message_stars using moved
            where user_id = $1 and conversation_id = $2 and sequence <= moved.cleared_sequence)
        select cleared_sequence, true from moved
        union all
        select cleared_sequence, false from conversation_members
        where conversation_id = $2 and user_id = $1 and not exists (select from moved)
        """;

    public async Task<IReadOnlyList<long>> HideAsync(Membership member, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        await using var command = Command(HideSql, member);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. sequences] });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var hidden = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            hidden.Add(row.GetInt64(0));
        }

        return hidden;
    }

    public async Task<(long Sequence, bool Moved)> ClearAsync(Membership member, long sequence, CancellationToken cancellationToken)
    {
        await using var command = Command(ClearSql, member);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = sequence });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetBoolean(1)) : (0, false);
    }

    private NpgsqlCommand Command(string sql, Membership member)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = member.User.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = member.Conversation.Value });
        return command;
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Reads what a device missed of many conversations in one query: every device runs it at every reconnect.</summary>
internal sealed class NpgsqlCatchUpReader(NpgsqlDataSource database) : ICatchUpReader
{
    // Lateral, so that each range is a walk along the primary key, however large the table. "offset 0" keeps the planner from making one
    // join of it, which would read each conversation from its beginning and throw away what is not in the range.
    private const string Sql = $"""
        select {MessageColumns.Select}
        from unnest($2::bigint[], $3::bigint[], $4::bigint[]) with ordinality as range (conversation_id, from_sequence, to_sequence, place)
        join conversations c on c.id = range.conversation_id
        cross join lateral (
            select * from messages
            where conversation_id = range.conversation_id and sequence between range.from_sequence and range.to_sequence
            offset 0) m
        where {HiddenSql.NotHidden}
        order by range.place, m.sequence
        """;

    public async Task<IReadOnlyList<Message>> ReadAsync(
        UserId reader, IReadOnlyList<(ConversationId Conversation, SequenceRange Range)> ranges, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(range => range.Conversation.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(range => range.Range.From)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(range => range.Range.To)] });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Message>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(MessageColumns.Read(row));
        }

        return found;
    }
}

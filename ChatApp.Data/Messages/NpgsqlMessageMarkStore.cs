using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Finds what hangs on a page of messages: one round trip beside the page's own, in plain SQL for the arrays.</summary>
internal sealed class NpgsqlMessageMarkStore(NpgsqlDataSource database) : IMessageMarkStore
{
    // A page of changes may name a message twice, hence the distinct.
    // The three are told apart by the first column. Reactions by the moment of their first use, so that chips do not jump about.
    private const string Sql = """
        with page as (select distinct * from unnest($2::bigint[], $3::bigint[]) as page (conversation_id, sequence))
        select 0, r.conversation_id, r.sequence, r.emoji, count(*)::integer, bool_or(r.user_id = $1), min(r.reacted_at)
        from page join message_reactions r using (conversation_id, sequence)
        group by r.conversation_id, r.sequence, r.emoji
        union all
        select 1, p.conversation_id, p.sequence, '', 0, false, p.pinned_at from page join message_pins p using (conversation_id, sequence)
        union all
        select 2, s.conversation_id, s.sequence, '', 0, true, s.starred_at
        from page join message_stars s using (conversation_id, sequence) where s.user_id = $1
        order by 7, 4
        """;

    public async Task<IReadOnlyList<Message>> AddAsync(UserId reader, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return messages;
        }

        var marks = await ReadAsync(reader, messages, cancellationToken);
        return [.. messages.Select(message => message with
        {
            Marks = marks.TryGetValue((message.Conversation, message.Sequence), out var found) ? found : MessageMarks.None,
        })];
    }

    private async Task<Dictionary<(ConversationId, long), MessageMarks>> ReadAsync(
        UserId reader, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. messages.Select(message => message.Conversation.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. messages.Select(message => message.Sequence)] });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var marks = new Dictionary<(ConversationId, long), MessageMarks>();
        while (await row.ReadAsync(cancellationToken))
        {
            var place = (new ConversationId(row.GetInt64(1)), row.GetInt64(2));
            var before = marks.GetValueOrDefault(place, MessageMarks.None);
            marks[place] = row.GetInt32(0) switch
            {
                0 => before with { Reactions = [.. before.Reactions, new ReactionCount(row.GetString(3), row.GetInt32(4), row.GetBoolean(5))] },
                1 => before with { Pinned = true },
                _ => before with { Starred = true },
            };
        }

        return marks;
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Messages.Changes;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Reads what happened to messages, in plain SQL: a device asks for it in each conversation that changed while it was away.</summary>
internal sealed class NpgsqlChangeStore(NpgsqlDataSource database) : IChangeStore
{
    // Changes are numbered under the conversation's lock, so a number below the head that is read here is committed.
    private const string HeadSql = "select last_change from conversations where id = $1";

    private const string PageSql = $"""
        select {MessageColumns.Select}, ch.change, ch.kind
        from message_changes ch
        join messages m on m.conversation_id = ch.conversation_id and m.sequence = ch.sequence
        join conversations c on c.id = ch.conversation_id
        where ch.conversation_id = $2 and ch.change > $3
            and exists (select from unnest($4::bigint[], $5::bigint[]) as stay (first, last) where ch.sequence between first and last) and {HiddenSql.NotHidden}
        order by ch.change
        limit $6
        """;

    public async Task<ChangePage> ReadAfterAsync(Membership member, long after, int limit, CancellationToken cancellationToken)
    {
        var stays = VisibleRanges.Of(member);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(HeadSql) { Parameters = { new NpgsqlParameter<long> { TypedValue = member.Conversation.Value } } },
                new NpgsqlBatchCommand(PageSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = member.User.Value },
                        new NpgsqlParameter<long> { TypedValue = member.Conversation.Value },
                        new NpgsqlParameter<long> { TypedValue = after },
                        new NpgsqlParameter<long[]> { TypedValue = stays.First },
                        new NpgsqlParameter<long[]> { TypedValue = stays.Last },

                        // One more than asked for tells whether there is more.
                        new NpgsqlParameter<int> { TypedValue = limit + 1 },
                    },
                },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var head = await row.ReadAsync(cancellationToken) ? row.GetInt64(0) : 0;
        await row.NextResultAsync(cancellationToken);
        var page = new List<MessageChange>();
        while (await row.ReadAsync(cancellationToken))
        {
            page.Add(new MessageChange(
                row.GetInt64(MessageColumns.Count), (ChangeKind)row.GetInt16(MessageColumns.Count + 1), MessageColumns.Read(row)));
        }

        return page.Count > limit
            ? new ChangePage(page[..limit], page[limit - 1].Change, HasMore: true)
            : new ChangePage(page, Math.Max(after, Math.Max(head, page.Count == 0 ? 0 : page[^1].Change)), HasMore: false);
    }
}

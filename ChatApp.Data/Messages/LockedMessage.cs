using ChatApp.Core.Conversations;
using ChatApp.Core.Messages.Changes;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>
/// A message while its conversation's row is locked: what is judged here is so when the change commits, and changes are numbered in the
/// order of their commits. The lock is the one of sends and of memberships.
/// </summary>
internal sealed class LockedMessage : IAsyncDisposable
{
    private const string LockSql = "select id from conversations where id = $1 for update";

    private const string FactsSql = $"""
        select {MessageColumns.Select}, a.role, greatest(a.joined_sequence, a.cleared_sequence), a.left_sequence, c.last_sequence, a.read_sequence,
            a.muted_until, c.muted_for_all, coalesce(w.role, 0::smallint), c.member_count, c.mention_rule, c.pin_rule
        from conversations c
        join messages m on m.conversation_id = c.id and m.sequence = $3
        join conversation_members a on a.conversation_id = c.id and a.user_id = $1
        left join conversation_members w on w.conversation_id = c.id and w.user_id = m.sender_id and w.left_sequence is null
        where c.id = $2 and {HiddenSql.NotHidden}
        """;

    private const string ChangeSql = """
        with numbered as (update conversations set last_change = last_change + 1 where id = $1 returning last_change)
        insert into message_changes (conversation_id, sequence, kind, change) select $1, $2, $3, last_change from numbered
        on conflict (conversation_id, sequence, kind) do update set change = excluded.change
        returning change
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly MessagePlace _place;

    private LockedMessage(NpgsqlConnection connection, NpgsqlTransaction transaction, MessagePlace place)
    {
        _connection = connection;
        _transaction = transaction;
        _place = place;
    }

    /// <summary>The message and its conversation; <see langword="null"/> when there is none that the actor has not deleted for themselves.</summary>
    public MessageFacts? Facts { get; private set; }

    public static async Task<LockedMessage> OpenAsync(NpgsqlDataSource database, MessagePlace place, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        NpgsqlTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(cancellationToken);
            var locked = new LockedMessage(connection, transaction, place);
            locked.Facts = await locked.ReadAsync(cancellationToken);
            return locked;
        }
        catch
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A statement with the conversation and the sequence as its first two parameters.</summary>
    public NpgsqlBatchCommand Statement(string sql, params object[] more)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _place.Actor.Conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _place.Sequence });
        foreach (var value in more)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>Reads under the lock.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction) { BatchCommands = { statement } };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    /// <summary>Writes, numbers the change and commits.</summary>
    /// <returns>The change's number.</returns>
    public async Task<long> CommitAsync(ChangeKind kind, CancellationToken cancellationToken, params NpgsqlBatchCommand[] writes)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(Statement(ChangeSql, (short)kind));
        foreach (var write in writes)
        {
            batch.BatchCommands.Add(write);
        }

        long change;
        await using (var row = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await row.ReadAsync(cancellationToken);
            change = row.GetInt64(0);
            while (await row.NextResultAsync(cancellationToken))
            {
                // An error of a later statement comes to light when its result is asked for.
            }
        }

        // Whoever gave up meanwhile: what is written is meant.
        await _transaction.CommitAsync(CancellationToken.None);
        return change;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<MessageFacts?> ReadAsync(CancellationToken cancellationToken)
    {
        var facts = new NpgsqlBatchCommand(FactsSql)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = _place.Actor.User.Value },
                new NpgsqlParameter<long> { TypedValue = _place.Actor.Conversation.Value },
                new NpgsqlParameter<long> { TypedValue = _place.Sequence },
            },
        };
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands = { new NpgsqlBatchCommand(LockSql) { Parameters = { new NpgsqlParameter<long> { TypedValue = _place.Actor.Conversation.Value } } }, facts },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var message = MessageColumns.Read(row);
        var actor = _place.Actor with
        {
            Role = (MemberRole)row.GetInt16(MessageColumns.Count),
            JoinedSequence = row.GetInt64(MessageColumns.Count + 1),
            LeftSequence = row.IsDBNull(MessageColumns.Count + 2) ? null : row.GetInt64(MessageColumns.Count + 2),
            LastSequence = row.GetInt64(MessageColumns.Count + 3),
            ReadSequence = row.GetInt64(MessageColumns.Count + 4),
            MutedUntil = row.IsDBNull(MessageColumns.Count + 5) ? null : row.GetFieldValue<DateTimeOffset>(MessageColumns.Count + 5),
        };
        return new MessageFacts(
            message,
            actor,
            MutedForAll: row.GetBoolean(MessageColumns.Count + 6),
            AuthorRole: (MemberRole)row.GetInt16(MessageColumns.Count + 7),
            new ConversationRules(
                row.GetInt32(MessageColumns.Count + 8), (WhoMay)row.GetInt16(MessageColumns.Count + 9), (WhoMay)row.GetInt16(MessageColumns.Count + 10)));
    }
}

using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>One writer's connection, and the two ways to write a batch over it.</summary>
internal sealed class BatchWriter(NpgsqlDataSource database, IdGenerator ids, TimeProvider clock, MessageLimits limits) : IAsyncDisposable
{
    // The planner must not be clever here: its choice is made once for all batches, and may be made while the tables are still empty.
    private const string PlanSql = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

    private readonly AppendColumns _columns = new();
    private readonly CarefulWriter _careful = new(ids, clock);
    private NpgsqlConnection? _connection;
    private AppendOneCommand? _appendOne;
    private AppendCommand? _append;
    private AppendCommand? _appendWithMentions;

    /// <summary>
    /// Writes what can be written at once. The others, whose senders may not write or whose client ids were used, have a refusal of
    /// <see langword="null"/> in their place: <see cref="WriteCarefullyAsync"/> finds out about them.
    /// </summary>
    /// <exception cref="PostgresException">Nothing was written.</exception>
    public async Task<IReadOnlyList<Message?>> AppendAsync(IReadOnlyList<WaitingMessage> batch)
    {
        var now = ToMilliseconds(clock.GetUtcNow());
        foreach (var waiting in batch)
        {
            waiting.LastTried = ids.Next();
        }

        await OpenAsync();
        FaultPoints.Hit(FaultPoints.BeforeInsert);
        var writing = WriteAsync(batch, now);

        // One statement that commits by itself: whoever is killed here does not know how far PostgreSQL has come with it.
        FaultPoints.Hit(FaultPoints.BeforeCommit);
        var sequences = await writing;
        FaultPoints.Hit(FaultPoints.AfterCommit);
        var written = new Message?[batch.Count];
        for (var i = 0; i < written.Length; i++)
        {
            written[i] = sequences[i] == 0 ? null : ToMessage(batch[i], sequences[i], now);
        }

        return written;
    }

    /// <summary>Writes a batch of which something may be in the way, or may have been written already.</summary>
    public async Task<WrittenBatch> WriteCarefullyAsync(IReadOnlyList<WaitingMessage> batch)
    {
        await OpenAsync();
        return await _careful.WriteAsync(_connection!, batch);
    }

    /// <summary>Gives up the connection, whatever state it is in.</summary>
    public async Task ResetAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            _appendOne = null;
            _append = null;
            _appendWithMentions = null;
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await ResetAsync();

    // The wire and the table tell time less finely than the clock: a message must read the same live and from the log.
    internal static DateTimeOffset ToMilliseconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));

    private async Task<long[]> WriteAsync(IReadOnlyList<WaitingMessage> batch, DateTimeOffset now)
    {
        if (batch is [var only] && !AppendColumns.NamesPeople(only.Pending.Draft))
        {
            return [await _appendOne!.ExecuteAsync(only, now)];
        }

        _columns.Fill(batch);
        var sequences = new long[batch.Count];
        await (_columns.Mentioned.Count == 0 ? _append : _appendWithMentions)!.ExecuteAsync(now, sequences);
        return sequences;
    }

    private static Message ToMessage(WaitingMessage waiting, long sequence, DateTimeOffset now)
    {
        var (conversation, key, draft) = waiting.Pending;
        return new Message(
            conversation, key, sequence, waiting.LastTried!.Value, draft.Sender, draft.ClientId, draft.Kind, draft.Text, draft.Payload,
            draft.Mentions ?? [], draft.ReplyTo, draft.WireType, MessageState.Sent, now)
        {
            Origin = draft.Origin,
        };
    }

    private async ValueTask OpenAsync()
    {
        if (_appendWithMentions is not null)
        {
            return;
        }

        await ResetAsync();
        _connection = await database.OpenConnectionAsync();
        await using (var plan = new NpgsqlCommand(PlanSql, _connection))
        {
            await plan.ExecuteNonQueryAsync();
        }

        // Said once for the connection: it costs a batch nothing, and one whose rows are free never looks at it.
        await using (var patience = new NpgsqlCommand("select set_config('lock_timeout', $1, false)", _connection))
        {
            patience.Parameters.Add(new NpgsqlParameter<string> { TypedValue = limits.LockPatience.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) });
            await patience.ExecuteNonQueryAsync();
        }

        _appendOne = await AppendOneCommand.PrepareAsync(_connection);
        _append = await AppendCommand.PrepareAsync(_connection, _columns, mentions: false);
        _appendWithMentions = await AppendCommand.PrepareAsync(_connection, _columns, mentions: true);
    }
}

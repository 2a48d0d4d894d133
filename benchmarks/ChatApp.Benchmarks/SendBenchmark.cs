using System.Diagnostics;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatApp.Benchmarks;

/// <summary>What a durable message costs through <see cref="MessageService"/>, beside PostgreSQL's own multi-row insert in the same run.</summary>
internal static class SendBenchmark
{
    private const string Text = "The quick brown fox jumps over the lazy dog, 今天下午三点开会,别忘了带上周的数据。";
    private const int RowsOfPlainInsert = 100;
    private const int PacedPerSecond = 1000;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(BenchmarkStore store, Report report)
    {
        await SendAsync(store, Warmup);
        var (messages, seconds, server, postgres) = await SendAsync(store, Length);
        var plain = await PlainInsertAsync(store);
        report.Row("durable messages, 64 senders that wait for each ack, 100 conversations", messages / seconds, "/s");
        report.Row("· of them per processor second of the server", messages / server.TotalSeconds, "");
        report.Row("· of them per processor second of PostgreSQL", messages / postgres.TotalSeconds, "");
        report.Row($"plain multi-row insert, {RowsOfPlainInsert} rows a transaction, one connection", plain, "rows/s");
        report.Row("· the first as a share of it", messages / seconds / plain, "", "P0");

        var latencies = await PacedAsync(store);
        report.Row("one message at 1,000/s, ack, p50", latencies[latencies.Count / 2].TotalMilliseconds, "ms", "N2");
        report.Row("one message at 1,000/s, ack, p99", latencies[latencies.Count * 99 / 100].TotalMilliseconds, "ms", "N2");
    }

    private static async Task<(long Messages, double Seconds, TimeSpan Server, TimeSpan Postgres)> SendAsync(BenchmarkStore store, TimeSpan length)
    {
        var service = store.Services.GetRequiredService<MessageService>();
        var (server, postgres, started) = (Environment.CpuUsage.TotalTime, store.PostgresTime(), Stopwatch.GetTimestamp());
        var counts = await Task.WhenAll(store.Senders.Select((sender, place) => Task.Run(async () =>
        {
            var sent = 0L;
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                var (_, target) = store.Conversations[(int)((place + (sent * 7)) % store.Conversations.Count)];
                Check(await service.SendAsync(new MessageDraft(sender, Origin: null, target, Guid.NewGuid(), MessageKind.Text, Text), CancellationToken.None));
                sent++;
            }

            return sent;
        })));
        return (counts.Sum(), Stopwatch.GetElapsedTime(started).TotalSeconds, Environment.CpuUsage.TotalTime - server, store.PostgresTime() - postgres);
    }

    private static async Task<double> PlainInsertAsync(BenchmarkStore store)
    {
        const string Sql = """
            insert into messages (conversation_id, sequence, id, sender_id, client_id, kind, text, sent_at)
            select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::uuid[], $6::smallint[], $7::text[], $8::timestamptz[])
            """;
        await using var connection = await store.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        for (var i = 0; i < 8; i++)
        {
            command.Parameters.Add(new NpgsqlParameter());
        }

        var sequence = 0L;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Length / 2)
        {
            long[] sequences = [.. Enumerable.Range(1, RowsOfPlainInsert).Select(i => sequence + i)];
            sequence += RowsOfPlainInsert;

            // A conversation of its own for each row of a transaction, as the rows of a batch mostly have.
            object[] columns =
            [
                sequences.Select(i => 1_000_000 + (i % RowsOfPlainInsert)).ToArray(),
                sequences,
                sequences,
                sequences.Select(_ => "u0").ToArray(),
                sequences.Select(_ => Guid.NewGuid()).ToArray(),
                sequences.Select(_ => (short)1).ToArray(),
                sequences.Select(_ => Text).ToArray(),
                sequences.Select(_ => DateTime.UnixEpoch).ToArray(),
            ];
            for (var i = 0; i < columns.Length; i++)
            {
                command.Parameters[i].Value = columns[i];
            }

            await command.ExecuteNonQueryAsync();
        }

        return sequence / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<List<TimeSpan>> PacedAsync(BenchmarkStore store)
    {
        var service = store.Services.GetRequiredService<MessageService>();
        var sends = new List<Task<TimeSpan>>();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < Length)
        {
            // Due by now: a late wake-up of this loop must not lower the rate.
            while (sends.Count < elapsed.TotalSeconds * PacedPerSecond)
            {
                sends.Add(OneAsync(store, service, sends.Count));
            }

            await Task.Delay(1);
        }

        return [.. (await Task.WhenAll(sends)).Order()];
    }

    private static async Task<TimeSpan> OneAsync(BenchmarkStore store, MessageService service, int number)
    {
        var draft = new MessageDraft(
            store.Senders[number % store.Senders.Count], Origin: null, store.Conversations[number % store.Conversations.Count].Target, Guid.NewGuid(), MessageKind.Text, Text);
        var started = Stopwatch.GetTimestamp();
        Check(await service.SendAsync(draft, CancellationToken.None));
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Check(Outcome<SentMessage> outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"A message was refused with {refusal}.");
        }
    }
}

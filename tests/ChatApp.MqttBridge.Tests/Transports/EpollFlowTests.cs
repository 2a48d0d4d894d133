using System.IO.Pipelines;
using System.Security.Cryptography;
using ChatApp.MqttBridge.Tests.Support;

namespace ChatApp.MqttBridge.Tests.Transports;

/// <summary>Clients of the bridge's own transport that read slowly, or say too much, and what they cost others.</summary>
public sealed class EpollFlowTests : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TransportBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task P15_a_client_that_reads_nothing_holds_up_its_own_flush_alone()
    {
        var flooding = new TaskCompletionSource();
        var flooded = new TaskCompletionSource<bool>();
        await _bench.ListenAsync(async connection =>
        {
            var first = await connection.Transport.Input.ReadAsync(Token);
            var flood = first.Buffer.FirstSpan[0] == 'f';
            connection.Transport.Input.AdvanceTo(first.Buffer.End);
            if (!flood)
            {
                await connection.Transport.Output.WriteAsync("y"u8.ToArray(), Token);
                return;
            }

            FlushResult flushed = default;
            for (var sent = 0; sent < 64 && !flushed.IsCompleted; sent++)
            {
                var flushing = connection.Transport.Output.WriteAsync(new byte[Megabyte], Token);
                if (!flushing.IsCompleted)
                {
                    flooding.TrySetResult();
                }

                flushed = await flushing;
            }

            flooded.SetResult(flushed.IsCompleted);
        });
        var slow = await _bench.ConnectAsync();
        await slow.SendAsync("f"u8.ToArray(), Token);
        await flooding.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        using (var quick = await _bench.ConnectAsync())
        {
            await quick.SendAsync("q"u8.ToArray(), Token);
            Assert.Equal("y"u8.ToArray(), await TransportBench.ReadAsync(quick, 1));
        }

        Assert.False(flooded.Task.IsCompleted);
        slow.Dispose();
        Assert.True(await flooded.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task A_slow_reader_gets_everything_in_the_end()
    {
        var all = RandomNumberGenerator.GetBytes(16 * Megabyte);
        await _bench.ListenAsync(async connection =>
        {
            await connection.Transport.Output.WriteAsync(all, Token);
        });
        using var client = await _bench.ConnectAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);

        Assert.Equal(all, await TransportBench.ReadAsync(client, all.Length));
    }

    [Fact]
    public async Task The_last_words_reach_a_client_whose_own_were_not_read()
    {
        await _bench.ListenAsync(async connection => await connection.Transport.Output.WriteAsync("goodbye"u8.ToArray(), Token));
        for (var round = 0; round < 20; round++)
        {
            using var client = await _bench.ConnectAsync();
            await client.SendAsync(new byte[30_000], Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);

            Assert.Equal("goodbye"u8.ToArray(), await TransportBench.ReadAsync(client, 7));
        }
    }

    [Fact]
    public async Task A_client_that_never_stops_sending_leaves_the_loop_to_others()
    {
        await _bench.ListenAsync(async connection =>
        {
            while (true)
            {
                var result = await connection.Transport.Input.ReadAsync(Token);
                var asks = result.Buffer.Length == 1;
                connection.Transport.Input.AdvanceTo(result.Buffer.End);
                if (asks)
                {
                    await connection.Transport.Output.WriteAsync("y"u8.ToArray(), Token);
                }

                if (result.IsCompleted)
                {
                    return;
                }
            }
        });
        var clients = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _bench.ConnectAsync()));
        var stopping = false;

        // Threads of their own: those of the pool are what is tested.
        var firehoses = clients.Select(client => new Thread(() =>
        {
            var water = new byte[Megabyte];
            while (!Volatile.Read(ref stopping))
            {
                client.Send(water);
            }

            client.Dispose();
        })).ToList();
        firehoses.ForEach(firehose => firehose.Start());
        using var quiet = await _bench.ConnectAsync();

        for (var i = 0; i < 50; i++)
        {
            await quiet.SendAsync("q"u8.ToArray(), Token);
            Assert.Equal("y"u8.ToArray(), await TransportBench.ReadAsync(quiet, 1));
        }

        Volatile.Write(ref stopping, true);
        firehoses.ForEach(firehose => firehose.Join());
    }
}

using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatApp.MqttBridge.Tests.Support;
using Microsoft.AspNetCore.Connections;

namespace ChatApp.MqttBridge.Tests.Transports;

/// <summary>The bridge's own transport, between a handler of the test and plain sockets: bytes, ends and faults.</summary>
public sealed class EpollTransportTests : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TransportBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_is_sent_in_pieces_of_every_size_comes_back_whole_and_in_order()
    {
        await _bench.ListenAsync(TransportBench.EchoAsync);
        using var client = await _bench.ConnectAsync();
        var sent = RandomNumberGenerator.GetBytes(4 * Megabyte);

        var reading = TransportBench.ReadAsync(client, sent.Length);
        for (int at = 0, size = 1; at < sent.Length; at += size, size = (size * 7 % 60_000) + 1)
        {
            await client.SendAsync(sent.AsMemory(at, Math.Min(size, sent.Length - at)), Token);
        }

        Assert.Equal(sent, await reading);
    }

    [Fact]
    public async Task Two_hundred_clients_at_once_each_get_their_own()
    {
        await _bench.ListenAsync(TransportBench.EchoAsync);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            using var client = await _bench.ConnectAsync();
            for (var round = 0; round < 20; round++)
            {
                var sent = RandomNumberGenerator.GetBytes(1 + (number * round % 9_000));
                await client.SendAsync(sent, Token);
                Assert.Equal(sent, await TransportBench.ReadAsync(client, sent.Length));
            }
        }));
    }

    [Fact]
    public async Task What_a_client_sent_before_it_closed_is_read_and_then_the_end()
    {
        var read = new TaskCompletionSource<int>();
        await _bench.ListenAsync(async connection =>
        {
            // Late, so that the bytes and the end of them come with one event.
            await Task.Delay(TimeSpan.FromMilliseconds(200), Token);
            var count = 0;
            while (true)
            {
                var result = await connection.Transport.Input.ReadAsync(Token);
                count += (int)result.Buffer.Length;
                connection.Transport.Input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    read.SetResult(count);
                    return;
                }
            }
        });
        using (var client = await _bench.ConnectAsync())
        {
            await client.SendAsync(new byte[100_000], Token);
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal(100_000, await read.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
        }
    }

    [Fact]
    public async Task Half_a_packet_waits_for_the_rest_without_being_told_again()
    {
        var reads = 0;
        await _bench.ListenAsync(async connection =>
        {
            while (true)
            {
                var result = await connection.Transport.Input.ReadAsync(Token);
                Interlocked.Increment(ref reads);
                if (result.IsCompleted)
                {
                    return;
                }

                // A packet of 50,000 bytes, larger than the first buffer.
                if (result.Buffer.Length < 50_000)
                {
                    connection.Transport.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                    continue;
                }

                await connection.Transport.Output.WriteAsync(SHA256.HashData(result.Buffer.Slice(0, 50_000).ToArray()), Token);
                connection.Transport.Input.AdvanceTo(result.Buffer.GetPosition(50_000));
            }
        });
        using var client = await _bench.ConnectAsync();
        var packet = RandomNumberGenerator.GetBytes(50_000);

        for (var at = 0; at < packet.Length; at += 10_000)
        {
            await client.SendAsync(packet.AsMemory(at, 10_000), Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        Assert.Equal(SHA256.HashData(packet), await TransportBench.ReadAsync(client, 32));
        Assert.InRange(reads, 1, 20);
    }

    [Fact]
    public async Task A_reset_ends_the_read_as_a_reset()
    {
        var ended = new TaskCompletionSource<Exception>();
        await _bench.ListenAsync(async connection =>
        {
            try
            {
                await connection.Transport.Input.ReadAsync(Token);
            }
            catch (Exception fault)
            {
                ended.SetResult(fault);
            }
        });
        var client = await _bench.ConnectAsync();
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();

        Assert.IsType<ConnectionResetException>(await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task A_read_that_is_given_up_ends_at_once_and_so_does_one_of_an_aborted_connection()
    {
        var given = new TaskCompletionSource<Exception>();
        var aborted = new TaskCompletionSource<Exception>();
        await _bench.ListenAsync(async connection =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            given.SetResult(await Record.ExceptionAsync(async () => await connection.Transport.Input.ReadAsync(patience.Token)) ?? new InvalidOperationException());
            var reading = Record.ExceptionAsync(async () => await connection.Transport.Input.ReadAsync(Token));
            connection.Abort(new ConnectionAbortedException("enough"));
            aborted.SetResult(await reading ?? new InvalidOperationException());
        });
        using var client = await _bench.ConnectAsync();

        Assert.IsType<OperationCanceledException>(await given.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.IsType<ConnectionAbortedException>(await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token));
    }

    [Fact]
    public async Task A_connection_that_is_stopped_while_it_ends_holds_up_nobody()
    {
        await _bench.ListenAsync(async connection =>
        {
            using var stop = new CancellationTokenSource();
            var read = await connection.Transport.Input.ReadAsync(stop.Token);
            connection.Transport.Input.AdvanceTo(read.Buffer.End);
            var stopping = Task.Run(stop.Cancel);
            connection.Transport.Input.Complete();
            await stopping;
        });
        for (var round = 0; round < 300; round++)
        {
            using var client = await _bench.ConnectAsync();
            await client.SendAsync("q"u8.ToArray(), Token);

            Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token));
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_to_be_taken()
    {
        await _bench.ListenAsync(TransportBench.EchoAsync);

        await Assert.ThrowsAsync<AddressInUseException>(async () => await _bench.Transport.BindAsync(_bench.EndPoint, Token));
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.MqttBridge.Transports.Loop;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Tests.Transports;

/// <summary>The bridge's own transport, between a handler of the test and plain sockets.</summary>
public sealed class EpollTransportTests : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly EpollTransport _transport = new(
        Options.Create(new MqttLimits { CloseTimeout = TimeSpan.FromSeconds(2) }), TimeProvider.System, NullLogger<EpollTransport>.Instance);

    private readonly List<Task> _running = [];
    private IConnectionListener? _listener;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(20), Token);
        _transport.Dispose();
    }

    [Fact]
    public async Task What_is_sent_in_pieces_of_every_size_comes_back_whole_and_in_order()
    {
        await ListenAsync(EchoAsync);
        using var client = await ConnectAsync();
        var sent = RandomNumberGenerator.GetBytes(4 * Megabyte);

        var reading = ReadAsync(client, sent.Length);
        for (int at = 0, size = 1; at < sent.Length; at += size, size = (size * 7 % 60_000) + 1)
        {
            await client.SendAsync(sent.AsMemory(at, Math.Min(size, sent.Length - at)), Token);
        }

        Assert.Equal(sent, await reading);
    }

    [Fact]
    public async Task Two_hundred_clients_at_once_each_get_their_own()
    {
        await ListenAsync(EchoAsync);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            using var client = await ConnectAsync();
            for (var round = 0; round < 20; round++)
            {
                var sent = RandomNumberGenerator.GetBytes(1 + (number * round % 9_000));
                await client.SendAsync(sent, Token);
                Assert.Equal(sent, await ReadAsync(client, sent.Length));
            }
        }));
    }

    [Fact]
    public async Task What_a_client_sent_before_it_closed_is_read_and_then_the_end()
    {
        var read = new TaskCompletionSource<int>();
        await ListenAsync(async connection =>
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
        using (var client = await ConnectAsync())
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
        await ListenAsync(async connection =>
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
        using var client = await ConnectAsync();
        var packet = RandomNumberGenerator.GetBytes(50_000);

        for (var at = 0; at < packet.Length; at += 10_000)
        {
            await client.SendAsync(packet.AsMemory(at, 10_000), Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        Assert.Equal(SHA256.HashData(packet), await ReadAsync(client, 32));
        Assert.InRange(reads, 1, 20);
    }

    [Fact]
    public async Task A_reset_ends_the_read_as_a_reset()
    {
        var ended = new TaskCompletionSource<Exception>();
        await ListenAsync(async connection =>
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
        var client = await ConnectAsync();
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Dispose();

        Assert.IsType<ConnectionResetException>(await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task A_read_that_is_given_up_ends_at_once_and_so_does_one_of_an_aborted_connection()
    {
        var given = new TaskCompletionSource<Exception>();
        var aborted = new TaskCompletionSource<Exception>();
        await ListenAsync(async connection =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            given.SetResult(await Record.ExceptionAsync(async () => await connection.Transport.Input.ReadAsync(patience.Token)) ?? new InvalidOperationException());
            var reading = Record.ExceptionAsync(async () => await connection.Transport.Input.ReadAsync(Token));
            connection.Abort(new ConnectionAbortedException("enough"));
            aborted.SetResult(await reading ?? new InvalidOperationException());
        });
        using var client = await ConnectAsync();

        Assert.IsType<OperationCanceledException>(await given.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.IsType<ConnectionAbortedException>(await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token));
    }

    [Fact]
    public async Task P15_a_client_that_reads_nothing_holds_up_its_own_flush_alone()
    {
        var flooding = new TaskCompletionSource();
        var flooded = new TaskCompletionSource<bool>();
        await ListenAsync(async connection =>
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
        var slow = await ConnectAsync();
        await slow.SendAsync("f"u8.ToArray(), Token);
        await flooding.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        using (var quick = await ConnectAsync())
        {
            await quick.SendAsync("q"u8.ToArray(), Token);
            Assert.Equal("y"u8.ToArray(), await ReadAsync(quick, 1));
        }

        Assert.False(flooded.Task.IsCompleted);
        slow.Dispose();
        Assert.True(await flooded.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task A_slow_reader_gets_everything_in_the_end()
    {
        var all = RandomNumberGenerator.GetBytes(16 * Megabyte);
        await ListenAsync(async connection =>
        {
            await connection.Transport.Output.WriteAsync(all, Token);
        });
        using var client = await ConnectAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);

        Assert.Equal(all, await ReadAsync(client, all.Length));
    }

    [Fact]
    public async Task The_last_words_reach_a_client_whose_own_were_not_read()
    {
        await ListenAsync(async connection => await connection.Transport.Output.WriteAsync("goodbye"u8.ToArray(), Token));
        for (var round = 0; round < 20; round++)
        {
            using var client = await ConnectAsync();
            await client.SendAsync(new byte[30_000], Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);

            Assert.Equal("goodbye"u8.ToArray(), await ReadAsync(client, 7));
        }
    }

    [Fact]
    public async Task A_client_that_never_stops_sending_leaves_the_loop_to_others()
    {
        await ListenAsync(async connection =>
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
        var clients = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ConnectAsync()));
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
        using var quiet = await ConnectAsync();

        for (var i = 0; i < 50; i++)
        {
            await quiet.SendAsync("q"u8.ToArray(), Token);
            Assert.Equal("y"u8.ToArray(), await ReadAsync(quiet, 1));
        }

        Volatile.Write(ref stopping, true);
        firehoses.ForEach(firehose => firehose.Join());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_to_be_taken()
    {
        await ListenAsync(EchoAsync);

        await Assert.ThrowsAsync<AddressInUseException>(async () => await _transport.BindAsync(_listener!.EndPoint, Token));
    }

    [Fact]
    public async Task An_idle_connection_holds_less_than_four_kilobytes()
    {
        const int Clients = 1_000;
        await ListenAsync(EchoAsync);
        var clients = new List<Socket>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Clients; i++)
        {
            var client = await ConnectAsync();
            clients.Add(client);
            await client.SendAsync("q"u8.ToArray(), Token);
            await ReadAsync(client, 1);
        }

        // The test's own socket and task are counted too, about a kilobyte.
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Clients;
        clients.ForEach(client => client.Dispose());

        Assert.InRange(each, 0, 4 * 1024);
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        while (true)
        {
            var result = await connection.Transport.Input.ReadAsync(Token);
            foreach (var piece in result.Buffer)
            {
                connection.Transport.Output.Write(piece.Span);
            }

            connection.Transport.Input.AdvanceTo(result.Buffer.End);
            await connection.Transport.Output.FlushAsync(Token);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private static async Task<byte[]> ReadAsync(Socket client, int count)
    {
        var read = new byte[count];
        for (var at = 0; at < count;)
        {
            var more = await client.ReceiveAsync(read.AsMemory(at), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
            Assert.NotEqual(0, more);
            at += more;
        }

        return read;
    }

    private async Task ListenAsync(Func<ConnectionContext, Task> handle)
    {
        _listener = await _transport.BindAsync(new EpollEndPoint(IPAddress.Loopback, 0), Token);
        _running.Add(AcceptAsync(_listener, handle));
    }

    private static async Task AcceptAsync(IConnectionListener listener, Func<ConnectionContext, Task> handle)
    {
        var connections = new List<Task>();
        while (await listener.AcceptAsync() is { } connection)
        {
            connections.Add(Task.Run(async () =>
            {
                try
                {
                    await handle(connection);
                }
                catch (ConnectionResetException)
                {
                    // The tests' clients go without a word.
                }
                finally
                {
                    await connection.DisposeAsync();
                }
            }));
        }

        await Task.WhenAll(connections);
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)_listener!.EndPoint).Port, Token);
        return client;
    }
}

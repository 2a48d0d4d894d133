using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChatApp.Checker.Faults;

/// <summary>Stands between the clients and one port of the program, and can cut what goes through it or let it hang.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets a share of the connections, as a failing network does.</summary>
    public int Cut(Random random, double share)
    {
        var chosen = _links.Keys.Where(_ => random.NextDouble() < share).ToList();
        chosen.ForEach(link => link.Reset());
        return chosen.Count;
    }

    /// <summary>Lets nothing through in either direction until <see cref="Resume"/>; connections stay open.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Resume();
        _listener.Stop();
        foreach (var link in _links.Keys)
        {
            link.Reset();
        }

        await _accepting;
        _stopping.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the run.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        var link = new Link(client, server);
        _links[link] = true;
        try
        {
            await server.ConnectAsync("127.0.0.1", _target, _stopping.Token);
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The program is down: the client sees a reset.
        }
        finally
        {
            _links.TryRemove(link, out _);
            link.Reset();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[16_384];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
            {
                await _open.Task;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end is gone; the other is cut too.
        }
    }

    private sealed class Link(TcpClient client, TcpClient server)
    {
        public void Reset()
        {
            foreach (var end in new[] { client, server })
            {
                try
                {
                    end.LingerState = new LingerOption(enable: true, seconds: 0);
                }
                catch (Exception gone) when (gone is SocketException or ObjectDisposedException or NullReferenceException)
                {
                    // Closed already.
                }

                end.Dispose();
            }
        }
    }
}

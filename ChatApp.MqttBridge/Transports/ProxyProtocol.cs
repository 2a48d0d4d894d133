using System.IO.Pipelines;
using System.Net;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Transports;

/// <summary>
/// Takes the client's address from the header that a known proxy sends first. Who is no known proxy, or sends no header, is cut: otherwise
/// anybody could claim any address.
/// </summary>
internal sealed partial class ProxyProtocol(IOptions<MqttLimits> limits, TimeProvider clock, ILogger<ProxyProtocol> logger)
{
    private readonly TimeSpan _patience = limits.Value.ConnectTimeout;

    /// <summary>Reads the header of a connection, and passes it on with its client's address.</summary>
    public async Task PassAsync(ConnectionContext connection, IReadOnlyList<IPNetwork> proxies, ConnectionDelegate next)
    {
        var proxy = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (proxy is null || !IsKnown(proxy, proxies))
        {
            LogStranger(proxy);
            return;
        }

        using var patience = new CancellationTokenSource(_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.ConnectionClosed);
        ProxyHeader? header;
        try
        {
            header = await ReadAsync(connection.Transport.Input, either.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            return;
        }

        if (header is null)
        {
            LogNoHeader(proxy);
            return;
        }

        if (header.Client is { } client)
        {
            connection.RemoteEndPoint = client;
        }

        await next(connection);
    }

    private static bool IsKnown(IPAddress address, IReadOnlyList<IPNetwork> proxies)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in proxies)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<ProxyHeader?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (ProxyHeaderReader.TryRead(ref buffer, out var header))
            {
                input.AdvanceTo(buffer.Start);
                return header;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    [LoggerMessage(EventIds.UnknownProxy, LogLevel.Warning, "{Address} is not among Proxy:Known, and may not speak the PROXY protocol.")]
    private partial void LogStranger(IPAddress? address);

    [LoggerMessage(EventIds.NoProxyHeader, LogLevel.Warning, "The proxy at {Address} sent no header of the PROXY protocol. Is it turned on there?")]
    private partial void LogNoHeader(IPAddress address);
}

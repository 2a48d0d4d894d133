using System.Buffers;
using System.IO.Pipelines;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Handlers;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Mqtt;

/// <summary>Runs one MQTT connection from accept to close. What the packets mean is the handlers' affair.</summary>
internal sealed partial class MqttConnectionHandler(
    ConnectHandler connects,
    PublishHandler publishes,
    PacketDispatcher packets,
    BrokerEntrance broker,
    LinkRegistry links,
    HandshakeBans bans,
    IOptions<MqttLimits> options,
    TimeProvider clock,
    ILogger<MqttConnectionHandler> logger) : ConnectionHandler
{
    private readonly MqttLimits _limits = options.Value;
    private readonly MqttReadLimits _readLimits = new(options.Value.MaxFiltersPerPacket, options.Value.MaxUserProperties);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        using var link = new MqttLink(connection, _limits, clock);
        if (bans.IsBanned(link.Address))
        {
            return;
        }

        links.Add(link);
        var state = new ReadState();
        try
        {
            await ReadPacketsAsync(connection.Transport.Input, link, state);
            await EndAsync(link, state);
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException
            || (gone is OperationCanceledException && link.Stopping.IsCancellationRequested))
        {
            // A phone that drops off the network is daily business, not an error; and who was stopped is told so below.
            await EndAsync(link, state);
        }
        catch (ProtocolViolationException violation)
        {
            LogViolation(link.Id, link.Address, violation.Error);
            Blame(link, state, violation.Error);
        }
        finally
        {
            await CloseAsync(connection, link, state.Session);
        }
    }

    private async Task ReadPacketsAsync(PipeReader input, MqttLink link, ReadState state)
    {
        while (true)
        {
            var read = await input.ReadAsync(link.Stopping);
            link.OnReading();
            var buffer = read.Buffer;
            var count = 0;
            var goesOn = true;
            if (state.Session is null && !ConnectPrefix.MayBe(buffer))
            {
                // Judged from its first bytes, and without an exception: what is HTTP, TLS or a guess has no business waiting for the rest.
                link.Stop(reason: null, ProtocolError.NotConnected);
                return;
            }

            while (goesOn && TryReadFrame(ref buffer, state, out var frame))
            {
                count++;
                goesOn = await HandleAsync(link, state, frame);
            }

            link.OnRead(count, read.Buffer.Length - buffer.Length, buffer.Length);

            // Everything that this read brought is answered with one write, and passed on with one for each receiver.
            state.Session?.BatchIfAny?.Finish();
            var flushed = link.Output.FlushAsync();
            if (!flushed.IsCompleted)
            {
                // A client that is stopped may take nothing of this any more.
                await flushed.WaitAsync(link.Stopping);
            }

            if (!goesOn)
            {
                return;
            }

            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty)
                {
                    throw new ProtocolViolationException(ProtocolError.UnexpectedEnd);
                }

                return;
            }

            // Everything was examined, so the next read waits for new bytes instead of spinning on half a packet.
            input.AdvanceTo(consumed: buffer.Start, examined: buffer.End);
        }
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> buffer, ReadState state, out MqttFrame frame)
        => MqttFrameReader.TryRead(ref buffer, state.Session is null ? _limits.MaxConnectBytes : _limits.MaxPacketBytes, out frame);

    private async ValueTask<bool> HandleAsync(MqttLink link, ReadState state, MqttFrame frame)
    {
        if (state.Session is { } session)
        {
            if (frame.Type == MqttPacketType.Publish)
            {
                await publishes.HandleAsync(session, frame);
                return true;
            }

            return await packets.HandleAsync(session, MqttPacketReader.Read(frame, link.Version, _readLimits));
        }

        // What is wrong with the rest of the packet is told in the words of its version.
        state.ConnectVersion = ConnectReader.TryReadVersion(frame.Body);
        var connect = (ConnectPacket)MqttPacketReader.Read(frame, link.Version, _readLimits);
        state.Session = await connects.HandleAsync(link, connect);
        return state.Session is not null;
    }

    /// <summary>Tells the client what it did wrong, where the protocol has words for it.</summary>
    private void Blame(MqttLink link, ReadState state, ProtocolError error)
    {
        if (state.Session is not null)
        {
            if (link.Version == MqttVersion.V500)
            {
                link.Output.WriteLast(new DisconnectPacket(ReasonCodes.Of(error), MqttProperties.Empty), link.Version);
            }

            return;
        }

        if (bans.Failed(link.Address))
        {
            LogBanned(link.Address);
        }

        if (error == ProtocolError.UnsupportedVersion)
        {
            // MQTT 3.1.1, 3.1.2-2. Later versions know this CONNACK too.
            link.Output.Write(new ConnackPacket(false, ReasonCode.UnsupportedProtocolVersion, MqttProperties.Empty), MqttVersion.V311);
        }
        else if (state.ConnectVersion == MqttVersion.V500)
        {
            var reason = ReasonCodes.Of(error);
            var allowed = ReasonCodes.IsAllowed(MqttPacketType.Connack, (byte)reason) ? reason : ReasonCode.ProtocolError;
            link.Output.Write(new ConnackPacket(false, allowed, MqttProperties.Empty), MqttVersion.V500);
        }
    }

    /// <summary>Says goodbye to a client that did nothing wrong, and was stopped from outside.</summary>
    private async Task EndAsync(MqttLink link, ReadState state)
    {
        if (link.StopError is { } error)
        {
            LogViolation(link.Id, link.Address, error);
            if (state.Session is null && bans.Failed(link.Address))
            {
                LogBanned(link.Address);
            }
        }

        if (state.Session is not { } session || link.StopReason is not { } reason)
        {
            return;
        }

        if (reason == ReasonCode.ServerShuttingDown)
        {
            await session.DrainAsync();
        }

        if (link.Version == MqttVersion.V500)
        {
            link.Output.WriteLast(new DisconnectPacket(reason, MqttProperties.Empty), link.Version);
        }
    }

    private async Task CloseAsync(ConnectionContext connection, MqttLink link, MqttSession? session)
    {
        links.Remove(link, session);
        if (session is not null)
        {
            broker.Leave(session);
        }

        try
        {
            await link.Output.FlushAsync().WaitAsync(_limits.CloseTimeout, clock);
        }
        catch (TimeoutException)
        {
            link.Abort("The client takes nothing of what is sent to it.");
        }

        // Nobody waits any longer for what is still unknown.
        link.Stop(reason: null);
        link.Output.Close();
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        _ = AbortWhenStuckAsync(connection);
    }

    // The transport sends its last bytes after this handler has returned, to a client that may never take them.
    private async Task AbortWhenStuckAsync(ConnectionContext connection)
    {
        try
        {
            await Task.Delay(_limits.CloseTimeout, clock, connection.ConnectionClosed);
            connection.Abort();
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
        {
            // As it should be.
        }
    }

    [LoggerMessage(EventIds.ProtocolViolation, LogLevel.Information, "Connection {ConnectionId} from {Address} closed: {ProtocolError}.")]
    private partial void LogViolation(string connectionId, System.Net.IPAddress? address, ProtocolError protocolError);

    [LoggerMessage(EventIds.AddressBanned, LogLevel.Warning, "{Address} failed to connect too often and is banned for a while.")]
    private partial void LogBanned(System.Net.IPAddress? address);

    /// <summary>What one connection's reading loop knows.</summary>
    private sealed class ReadState
    {
        public MqttSession? Session { get; set; }

        public MqttVersion? ConnectVersion { get; set; }
    }
}

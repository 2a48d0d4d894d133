using System.Net;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>One network connection: its way out, its deadlines, and the one reason it will be closed for.</summary>
internal sealed class MqttLink : IDisposable
{
    private const long Never = -1;

    private readonly ConnectionContext _connection;
    private readonly MqttLimits _limits;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenRegistration _serverStops;
    private readonly long _acceptedAt;
    private long _lastPacketAt;
    private long _partialSince = Never;
    private TimeSpan _silence = Timeout.InfiniteTimeSpan;
    private volatile LinkPhase _phase;
    private volatile bool _reading;
    private int _stopped;
    private long _packetsIn;
    private long _bytesIn;
    private long _unread;

    public MqttLink(ConnectionContext connection, MqttLimits limits, TimeProvider clock)
    {
        _connection = connection;
        _limits = limits;
        _clock = clock;
        _acceptedAt = clock.GetTimestamp();
        _lastPacketAt = _acceptedAt;
        Output = new MqttOutput(connection.Transport.Output, clock);
        _serverStops = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            .UnsafeRegister(static link => ((MqttLink)link!).Stop(ReasonCode.ServerShuttingDown), this) ?? default;
    }

    public string Id => _connection.ConnectionId;

    /// <summary>The client's address; <see langword="null"/> where the transport has none.</summary>
    public IPAddress? Address => (_connection.RemoteEndPoint as IPEndPoint)?.Address;

    public MqttOutput Output { get; }

    /// <summary>Its place among the connections without CONNECT; <see cref="LinkRegistry"/>'s own.</summary>
    public LinkedListNode<MqttLink>? HalfOpen { get; set; }

    /// <summary>The version that CONNECT named; 3.1.1 until then.</summary>
    public MqttVersion Version { get; set; } = MqttVersion.V311;

    public LinkPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>Ends whatever the connection waits for.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The client has closed. What it sent before is still read and handled, as after PUBLISH and DISCONNECT in one write.</summary>
    public CancellationToken PeerGone => _connection.ConnectionClosed;

    /// <summary>What a client of 5.0 is told at the end; <see langword="null"/> when it has gone, or nothing is to be said.</summary>
    public ReasonCode? StopReason { get; private set; }

    /// <summary>The violation of time that ended the connection, if one did.</summary>
    public ProtocolError? StopError { get; private set; }

    /// <summary>Ends the connection from outside its reading loop; the first reason counts.</summary>
    public void Stop(ReasonCode? reason, ProtocolError? error = null)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        StopReason = reason;
        StopError = error;

        // Whoever stops a connection is busy with something else: a bus, a monitor, another connection.
        _ = _stopping.CancelAsync();
    }

    /// <summary>Cuts the connection without another word.</summary>
    public void Abort(string why) => _connection.Abort(new ConnectionAbortedException(why));

    /// <summary>Sets the keep alive that was agreed.</summary>
    // MQTT 5.0, 3.1.2.10: one and a half keep alives of silence mean that the client is gone.
    public void EnforceKeepAlive(int seconds) => _silence = TimeSpan.FromSeconds(seconds * 1.5);

    /// <summary>The server has something to read, and the client's clocks stand still until it is done: it may be waiting for the store.</summary>
    public void OnReading() => _reading = true;

    /// <summary>How many packets and bytes came from the client.</summary>
    public long PacketsIn => Volatile.Read(ref _packetsIn);

    /// <summary>The bytes of <see cref="PacketsIn"/>.</summary>
    public long BytesIn => Volatile.Read(ref _bytesIn);

    /// <summary>The bytes of a packet that is not complete.</summary>
    public long UnreadBytes => Volatile.Read(ref _unread);

    /// <summary>Notes what a read brought.</summary>
    /// <param name="packets">How many packets were completed.</param>
    /// <param name="bytes">How many bytes they had.</param>
    /// <param name="unread">How many bytes of the beginning of another one wait.</param>
    public void OnRead(int packets, long bytes, long unread)
    {
        Volatile.Write(ref _unread, unread);
        Volatile.Write(ref _packetsIn, _packetsIn + packets);
        Volatile.Write(ref _bytesIn, _bytesIn + bytes);
        var now = _clock.GetTimestamp();
        if (packets > 0)
        {
            Volatile.Write(ref _lastPacketAt, now); // When the last was handled, not when it came.
        }

        if (unread == 0)
        {
            Volatile.Write(ref _partialSince, Never);
        }
        else if (packets > 0 || Volatile.Read(ref _partialSince) == Never)
        {
            Volatile.Write(ref _partialSince, now);
        }

        _reading = false;
    }

    /// <summary>Ends the connection when it has kept the server waiting for too long.</summary>
    public void CheckDeadlines()
    {
        var partialSince = Volatile.Read(ref _partialSince);
        switch (_phase)
        {
            case LinkPhase.AwaitingConnect:
                var patience = partialSince == Never ? _limits.ConnectTimeout : _limits.ConnectBodyTimeout;
                if (_clock.GetElapsedTime(_acceptedAt) >= patience)
                {
                    Stop(reason: null, ProtocolError.ConnectTooSlow);
                }

                break;
            case LinkPhase.Connected:
                if (Output.StalledFor >= _limits.StalledWriteTimeout)
                {
                    Stop(reason: null);
                    Abort("The client takes nothing of what is sent to it.");
                }
                else if (_reading)
                {
                    break;
                }
                else if (partialSince != Never && _clock.GetElapsedTime(partialSince) >= _limits.PacketTimeout)
                {
                    Stop(ReasonCodes.Of(ProtocolError.PacketTooSlow), ProtocolError.PacketTooSlow);
                }
                else if (_silence > TimeSpan.Zero && _clock.GetElapsedTime(Volatile.Read(ref _lastPacketAt)) >= _silence)
                {
                    Stop(ReasonCode.KeepAliveTimeout);
                }

                break;
            case LinkPhase.Authenticating:
                break; // The store has time limits of its own.
        }
    }

    // The source of the token is left to the collector: whoever still holds this link may stop it at any time.
    public void Dispose() => _serverStops.Dispose();
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Lets a client in, or says why not.</summary>
internal sealed partial class ConnectHandler(
    ClientAuthentication clients,
    LinkRegistry links,
    HandshakeBans bans,
    LoginGate gate,
    LoginSlots slots,
    BrokerEntrance broker,
    OpenTopicsGuard open,
    MqttServices services,
    ILogger<ConnectHandler> logger)
{
    /// <summary>Answers CONNECT.</summary>
    /// <returns>The session, or <see langword="null"/> when the connection has to close.</returns>
    public async Task<MqttSession?> HandleAsync(MqttLink link, ConnectPacket connect)
    {
        link.Version = connect.Version;
        link.Phase = LinkPhase.Authenticating;
        links.OnConnect(link);
        var isAnonymous = connect.UserName is null && connect.Password is null && open.LetsIn(link.Address);
        if (Judge(connect, isAnonymous) is { } refusal)
        {
            Refuse(link, connect, refusal.Reason, refusal.Error);
            return null;
        }

        MqttSession? session = null;
        var accepted = false;
        var hasSlot = false;
        try
        {
            if (!isAnonymous)
            {
                hasSlot = await gate.EnterAsync(link.Stopping) && await slots.EnterAsync(link.Stopping);
                if (!hasSlot)
                {
                    Refuse(link, connect, ReasonCode.ServerBusy, ErrorCode.TooBusy);
                    return null;
                }
            }

            session = isAnonymous ? LetInAnonymous(link, connect) : await LetInAsync(link, connect);
            accepted = session is not null && await OpenAsync(session, connect);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            LogStoreAway(away, link.Id);
            Refuse(link, connect, ReasonCode.ServerUnavailable, ErrorCode.Unavailable);
        }
        finally
        {
            if (hasSlot)
            {
                slots.Leave();
            }

            if (!accepted && session is not null)
            {
                links.Remove(link, session);
                await session.DisposeAsync();
            }
        }

        return accepted ? session : null;
    }

    private async Task<MqttSession?> LetInAsync(MqttLink link, ConnectPacket connect)
    {
        var found = await clients.FindAsync(connect, link.Address, CancellationToken.None);
        if (found.Refusal is { } refusal)
        {
            Refuse(link, connect, ReasonOf(refusal), refusal);
            return null;
        }

        var client = found.Value;
        if (services.HasAllConnections(client.Session.User) && !links.IsConnected(client.Session.User, client.Session.Device))
        {
            Refuse(link, connect, ReasonCode.QuotaExceeded, ErrorCode.LimitReached);
            return null;
        }

        return new MqttSession(link, client.Session, new Identity(client.Session.User, client.Roles), ClientCapabilities.Of(connect), services);
    }

    private MqttSession LetInAnonymous(MqttLink link, ConnectPacket connect)
    {
        var now = services.Clock.GetUtcNow();
        var device = connect.ClientId.Length > 0 ? connect.ClientId : $"auto-{Guid.NewGuid():N}";
        var nobody = new Session(
            default, Identity.Anonymous, SessionKind.Device, Platform.Unset, new DeviceId(device), device, link.Address?.ToString() ?? string.Empty,
            CreatedAt: now, LastSeenAt: now, ExpiresAt: DateTimeOffset.MaxValue);
        return new MqttSession(link, nobody, new Identity(Identity.Anonymous, []), ClientCapabilities.Of(connect), services);
    }

    private async Task<bool> OpenAsync(MqttSession session, ConnectPacket connect)
    {
        // Known as the device's connection before its feed is opened, which checks once more that the session still lives: whichever way
        // a revocation falls, one of the two hears of it.
        if (connect.Will is { } will && !broker.MayPublish(session, will.Topic))
        {
            Refuse(session.Link, connect, ReasonCode.NotAuthorized, ErrorCode.Forbidden);
            return false;
        }

        links.Claim(session);
        if (!session.Identity.IsAnonymous && await session.OpenFeedAsync(session.Link.Stopping) is { } closed)
        {
            Refuse(session.Link, connect, closed == ErrorCode.TooBusy ? ReasonCode.ServerBusy : ReasonCode.NotAuthorized, closed);
            return false;
        }

        var opened = await broker.OpenAsync(session, connect);
        Accept(session, connect, opened.IsPresent);
        await broker.BeginAsync(session, opened);
        return true;
    }

    private static (ReasonCode Reason, ErrorCode Error)? Judge(ConnectPacket connect, bool isAnonymous)
    {
        if (connect.Properties.Has(PropertyId.AuthenticationMethod))
        {
            return (ReasonCode.BadAuthenticationMethod, ErrorCode.InvalidRequest);
        }

        // MQTT 3.1.1, 3.1.3-8: there an id is only made for a session that nobody wants to find again.
        var isAssigned = isAnonymous && connect.ClientId.Length == 0 && (connect.CleanStart || connect.Version == MqttVersion.V500);
        if (!isAssigned && !DeviceId.TryParse(connect.ClientId, out _))
        {
            return (ReasonCode.ClientIdentifierNotValid, ErrorCode.InvalidRequest);
        }

        return null;
    }

    private static ReasonCode ReasonOf(ErrorCode refusal) => refusal switch
    {
        ErrorCode.InvalidRequest => ReasonCode.ClientIdentifierNotValid,
        ErrorCode.Suspended => ReasonCode.Banned,
        _ => ReasonCode.NotAuthorized,
    };

    private void Accept(MqttSession session, ConnectPacket connect, bool isPresent)
    {
        var limits = services.Limits;
        var asksForNone = connect.KeepAlive == 0 && !session.Identity.IsAnonymous;
        var keepAlive = asksForNone || connect.KeepAlive > limits.MaxKeepAliveSeconds ? limits.MaxKeepAliveSeconds : connect.KeepAlive;
        var properties = connect.Version == MqttVersion.V500 ? PropertiesOf(session, connect, keepAlive) : MqttProperties.Empty;
        session.Link.EnforceKeepAlive(keepAlive);
        if (session.TryWrite(new ConnackPacket(isPresent, ReasonCode.Success, properties)))
        {
            session.Link.Phase = LinkPhase.Connected;
        }
        else
        {
            // The client takes no packet of the size of a CONNACK, so nothing can be told to it.
            session.Link.Stop(reason: null);
        }
    }

    // What is not named here is available, as MQTT 5.0, 3.2.2.3 has it: every QoS, retained messages, wildcards, identifiers, shared subscriptions.
    private MqttProperties PropertiesOf(MqttSession session, ConnectPacket connect, int keepAlive)
    {
        var limits = services.Limits;
        var items = new List<MqttProperty>
        {
            MqttProperty.Of(PropertyId.ReceiveMaximum, (uint)limits.ReceiveMaximum),
            MqttProperty.Of(PropertyId.MaximumPacketSize, (uint)limits.MaxPacketBytes),
        };
        if (limits.TopicAliasMaximum > 0)
        {
            items.Add(MqttProperty.Of(PropertyId.TopicAliasMaximum, (uint)limits.TopicAliasMaximum));
        }

        if (keepAlive != connect.KeepAlive)
        {
            items.Add(MqttProperty.Of(PropertyId.ServerKeepAlive, (uint)keepAlive));
        }

        if (connect.Properties.Number(PropertyId.SessionExpiryInterval) is { } asked && asked != session.Topics.ExpirySeconds)
        {
            items.Add(MqttProperty.Of(PropertyId.SessionExpiryInterval, session.Topics.ExpirySeconds));
        }

        if (connect.ClientId.Length == 0)
        {
            items.Add(MqttProperty.Of(PropertyId.AssignedClientIdentifier, session.Session.Device.Value));
        }

        if (connect.Properties.Number(PropertyId.RequestResponseInformation) == 1)
        {
            var user = session.Identity.User.Value;
            items.Add(MqttProperty.Of(PropertyId.ResponseInformation, session.Identity.IsAnonymous ? "response" : $"app/{user}/response"));
        }

        return new MqttProperties(items);
    }

    private void Refuse(MqttLink link, ConnectPacket connect, ReasonCode reason, ErrorCode error)
    {
        LogRefused(link.Id, link.Address, reason, error);
        if (reason is not (ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.QuotaExceeded) && bans.Failed(link.Address))
        {
            LogBanned(link.Address);
        }

        if (connect.Version == MqttVersion.V500)
        {
            var refusal = new ConnackPacket(
                SessionPresent: false, reason, new MqttProperties([MqttProperty.Of(PropertyId.ReasonString, error.ToString())]));
            var fits = MqttPacketWriter.SizeOf(refusal, connect.Version) <= ClientCapabilities.Of(connect).MaximumPacketSize;
            link.Output.Write(fits ? refusal : refusal with { Properties = MqttProperties.Empty }, connect.Version);
        }
        else if (ReturnCodes.Of(reason) is not null)
        {
            link.Output.Write(new ConnackPacket(SessionPresent: false, reason, MqttProperties.Empty), connect.Version);
        }
    }

    [LoggerMessage(EventIds.HandshakeRefused, LogLevel.Information, "Connection {ConnectionId} from {Address} refused: {Reason}, {Error}.")]
    private partial void LogRefused(string connectionId, System.Net.IPAddress? address, ReasonCode reason, ErrorCode error);

    [LoggerMessage(EventIds.AddressBanned, LogLevel.Warning, "{Address} failed to connect too often and is banned for a while.")]
    private partial void LogBanned(System.Net.IPAddress? address);

    [LoggerMessage(EventIds.ConnectWaits, LogLevel.Warning, "Connection {ConnectionId} refused: the store is away.")]
    private partial void LogStoreAway(Exception fault, string connectionId);
}

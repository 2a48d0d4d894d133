using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Reads SUBSCRIBE and UNSUBSCRIBE, and their answers.</summary>
internal static class SubscriptionReader
{
    // Subscription options (MQTT 5.0, 3.8.3.1). In 3.1.1 all bits but the quality of service are reserved.
    //
    //   bits 7, 6    5, 4              3                     2          1, 0
    //   reserved     retain handling   retain as published   no local   quality of service
    //
    private const int ReservedOptions = 0b1100_0000;
    private const int ReservedOptions311 = 0b1111_1100;
    private const int NoLocal = 0b0000_0100;
    private const int RetainAsPublished = 0b0000_1000;

    public static SubscribePacket ReadSubscribe(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var packetIdentifier = body.ReadPacketIdentifier();
        var properties = ReadProperties(ref body, version, MqttPacketType.Subscribe, limits);
        var subscriptions = new List<TopicSubscription>(1);
        while (!body.AtEnd)
        {
            var filter = ReadFilter(ref body, subscriptions.Count, limits);
            subscriptions.Add(ToSubscription(filter, body.ReadByte(), version));
        }

        return subscriptions.Count > 0
            ? new SubscribePacket(packetIdentifier, subscriptions, properties)
            : throw new ProtocolViolationException(ProtocolError.NoTopicFilter);
    }

    public static UnsubscribePacket ReadUnsubscribe(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var packetIdentifier = body.ReadPacketIdentifier();
        var properties = ReadProperties(ref body, version, MqttPacketType.Unsubscribe, limits);
        var filters = new List<string>(1);
        while (!body.AtEnd)
        {
            filters.Add(ReadFilter(ref body, filters.Count, limits));
        }

        return filters.Count > 0
            ? new UnsubscribePacket(packetIdentifier, filters, properties)
            : throw new ProtocolViolationException(ProtocolError.NoTopicFilter);
    }

    public static SubackPacket ReadSuback(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var packetIdentifier = body.ReadPacketIdentifier();
        var properties = ReadProperties(ref body, version, MqttPacketType.Suback, limits);
        var reasons = new List<ReasonCode>(1);
        while (!body.AtEnd)
        {
            var reason = MqttPacketReader.ReadReason(ref body, MqttPacketType.Suback);
            reasons.Add(version == MqttVersion.V500 || reason is <= ReasonCode.GrantedQoS2 or ReasonCode.UnspecifiedError
                ? reason
                : throw new ProtocolViolationException(ProtocolError.InvalidReasonCode));
        }

        return new SubackPacket(packetIdentifier, reasons, properties);
    }

    public static UnsubackPacket ReadUnsuback(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var packetIdentifier = body.ReadPacketIdentifier();
        if (version == MqttVersion.V311)
        {
            return new UnsubackPacket(packetIdentifier, [], MqttProperties.Empty);
        }

        var properties = MqttPropertyReader.Read(ref body, MqttPacketType.Unsuback, limits.MaxUserProperties);
        var reasons = new List<ReasonCode>(1);
        while (!body.AtEnd)
        {
            reasons.Add(MqttPacketReader.ReadReason(ref body, MqttPacketType.Unsuback));
        }

        return new UnsubackPacket(packetIdentifier, reasons, properties);
    }

    // Whether a filter is well formed and allowed is answered filter by filter in SUBACK; only an empty one breaks the packet.
    private static string ReadFilter(ref MqttBodyReader body, int alreadyRead, MqttReadLimits limits)
    {
        if (alreadyRead == limits.MaxFilters)
        {
            throw new ProtocolViolationException(ProtocolError.TooManyTopicFilters);
        }

        var filter = body.ReadText();
        return filter.Length > 0 ? filter : throw new ProtocolViolationException(ProtocolError.InvalidTopicFilter);
    }

    private static TopicSubscription ToSubscription(string filter, byte options, MqttVersion version)
    {
        var retainHandling = (options >> 4) & 0b11;
        var reserved = version == MqttVersion.V500 ? ReservedOptions : ReservedOptions311;
        if ((options & reserved) != 0 || retainHandling > (int)RetainHandling.DoNotSend)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidSubscriptionOptions);
        }

        var noLocal = (options & NoLocal) != 0;
        if (noLocal && TopicFilters.IsShared(filter))
        {
            throw new ProtocolViolationException(ProtocolError.NoLocalOnSharedSubscription);
        }

        return new TopicSubscription(
            filter, MqttPacketReader.ToQoS(options & 0b11), noLocal, (options & RetainAsPublished) != 0, (RetainHandling)retainHandling);
    }

    private static MqttProperties ReadProperties(ref MqttBodyReader body, MqttVersion version, MqttPacketType packet, MqttReadLimits limits)
        => version == MqttVersion.V500 ? MqttPropertyReader.Read(ref body, packet, limits.MaxUserProperties) : MqttProperties.Empty;
}

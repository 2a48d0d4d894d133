using System.Buffers;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using FsCheck;
using FsCheck.Fluent;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

/// <summary>Any packet that can be made is read as it was written, whole and with every byte alone.</summary>
public sealed class RoundTripTests
{
    private static readonly Config Config = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(400);

    private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<NonNull<string>>()
        .Select(text => Clean(text.Get))
        .Or(Gen.Elements("chat/inbox", "你好", "😀", "\uFEFF", "a//b", new string('x', 300)));

    private static readonly Gen<string> Name = Text.Select(text => text.Replace('+', '_').Replace('#', '_') is { Length: > 0 } name ? name : "a");

    private static readonly Gen<byte[]> Bytes = ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []);

    private static readonly Gen<ushort> Identifier = Gen.Choose(1, ushort.MaxValue).Select(value => (ushort)value);

    private static readonly Gen<QoS> AnyQoS = Gen.Elements(QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce);

    [Fact]
    public void CONNECT_survives_the_wire() => Check(
        from version in Gen.Elements(MqttVersion.V311, MqttVersion.V500)
        from clientId in Text
        from clean in ArbMap.Default.GeneratorFor<bool>()
        from keepAlive in Gen.Choose(0, ushort.MaxValue)
        from properties in Properties(version, MqttPacketType.Connect)
        from will in Gen.OneOf(Gen.Constant<MqttWill?>(null), Will(version))
        from userName in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text))
        from password in Bytes
        select (version, (MqttPacket)new ConnectPacket(version, clientId, clean, (ushort)keepAlive, properties, will, userName,
            userName is null ? (ReadOnlyMemory<byte>?)null : password)));

    [Fact]
    public void PUBLISH_survives_the_wire() => Check(
        from version in Gen.Elements(MqttVersion.V311, MqttVersion.V500)
        from topic in Name
        from qos in AnyQoS
        from duplicate in ArbMap.Default.GeneratorFor<bool>()
        from retain in ArbMap.Default.GeneratorFor<bool>()
        from identifier in Identifier
        from properties in Properties(version, MqttPacketType.Publish)
        from payload in Bytes
        select (version, (MqttPacket)new PublishPacket(topic, qos, duplicate && qos != QoS.AtMostOnce, retain,
            qos == QoS.AtMostOnce ? (ushort)0 : identifier, properties, new ReadOnlySequence<byte>(payload))));

    [Fact]
    public void Acknowledgements_survive_the_wire() => Check(
        from version in Gen.Elements(MqttVersion.V311, MqttVersion.V500)
        from type in Gen.Elements(MqttPacketType.Puback, MqttPacketType.Pubrec, MqttPacketType.Pubrel, MqttPacketType.Pubcomp)
        from identifier in Identifier
        from properties in Properties(version, type)
        from reason in version == MqttVersion.V311 ? Gen.Constant(ReasonCode.Success) : ReasonOf(type)
        select (version, (MqttPacket)new AcknowledgementPacket(type, identifier, reason, properties)));

    [Fact]
    public void SUBSCRIBE_and_UNSUBSCRIBE_survive_the_wire() => Check(
        from version in Gen.Elements(MqttVersion.V311, MqttVersion.V500)
        from identifier in Identifier
        from filters in Name.NonEmptyListOf().Select(list => list.Take(64).ToList())
        from qos in AnyQoS
        from flags in Gen.Choose(0, 3)
        from handling in Gen.Elements(RetainHandling.SendAtSubscribe, RetainHandling.SendIfNew, RetainHandling.DoNotSend)
        from unsubscribe in ArbMap.Default.GeneratorFor<bool>()
        from properties in Properties(version, unsubscribe ? MqttPacketType.Unsubscribe : MqttPacketType.Subscribe)
        let options = version == MqttVersion.V311
            ? new TopicSubscription("", qos)
            : new TopicSubscription("", qos, (flags & 1) != 0, (flags & 2) != 0, handling)
        select (version, unsubscribe
            ? (MqttPacket)new UnsubscribePacket(identifier, filters, properties)
            : new SubscribePacket(identifier, [.. filters.Select(filter => options with { Filter = filter })], properties)));

    [Fact]
    public void The_servers_packets_survive_the_wire() => Check(
        from identifier in Identifier
        from type in Gen.Elements(
            MqttPacketType.Connack, MqttPacketType.Suback, MqttPacketType.Unsuback, MqttPacketType.Disconnect, MqttPacketType.Auth)
        from reasons in ReasonOf(type).NonEmptyListOf()
        from present in ArbMap.Default.GeneratorFor<bool>()
        from properties in Properties(MqttVersion.V500, type)
        select (MqttVersion.V500, type switch
        {
            MqttPacketType.Connack => (MqttPacket)new ConnackPacket(present, reasons[0], properties),
            MqttPacketType.Suback => new SubackPacket(identifier, reasons, properties),
            MqttPacketType.Unsuback => new UnsubackPacket(identifier, reasons, properties),
            MqttPacketType.Disconnect => new DisconnectPacket(reasons[0], properties),
            _ => new AuthPacket(reasons[0], properties),
        }));

    private static void Check(Gen<(MqttVersion Version, MqttPacket Packet)> packets) => Prop.ForAll(packets.ToArbitrary(), sample =>
    {
        var bytes = Wire.Write(sample.Packet, sample.Version);
        var expected = PacketComparison.Describe(sample.Packet);
        return PacketComparison.Describe(Wire.Read(bytes, sample.Version)) == expected
            && PacketComparison.Describe(Wire.Read(Wire.Shredded(bytes), sample.Version)) == expected
            && MqttPacketWriter.SizeOf(sample.Packet, sample.Version) == bytes.Length;
    }).Check(Config);

    private static Gen<MqttWill?> Will(MqttVersion version) =>
        from topic in Name
        from payload in Bytes
        from qos in AnyQoS
        from retain in ArbMap.Default.GeneratorFor<bool>()
        from properties in Properties(version, MqttPacketType.Will)
        select (MqttWill?)new MqttWill(topic, payload, qos, retain, properties);

    private static Gen<ReasonCode> ReasonOf(MqttPacketType type) => Gen.Elements(
        Enumerable.Range(0, 256).Where(code => ReasonCodes.IsAllowed(type, (byte)code)).Select(code => (ReasonCode)code).ToArray());

    /// <summary>A valid set of properties for a packet: any of those it may carry, each once but the repeatable ones.</summary>
    private static Gen<MqttProperties> Properties(MqttVersion version, MqttPacketType packet)
    {
        if (version == MqttVersion.V311)
        {
            return Gen.Constant(MqttProperties.Empty);
        }

        var ids = Enum.GetValues<PropertyId>().Where(id => IsAllowed(packet, id)).ToArray();
        return from items in Gen.Elements(ids).SelectMany(Property).ListOf()
               select new MqttProperties([.. Valid(packet, items.Take(40))]);
    }

    private static IEnumerable<MqttProperty> Valid(MqttPacketType packet, IEnumerable<MqttProperty> items)
    {
        var once = items
            .GroupBy(item => item.Id)
            .SelectMany(group => PropertyRules.MayRepeat(packet, group.Key) ? group : group.Take(1))
            .ToList();
        return once.Exists(item => item.Id == PropertyId.AuthenticationMethod)
            ? once
            : once.Where(item => item.Id != PropertyId.AuthenticationData);
    }

    private static Gen<MqttProperty> Property(PropertyId id) => PropertyRules.KindOf(id) switch
    {
        PropertyKind.Byte => Gen.Choose(0, 1).Select(value => MqttProperty.Of(id, (uint)value)),
        PropertyKind.UInt16 => Identifier.Select(value => MqttProperty.Of(id, value)),
        PropertyKind.UInt32 => Gen.Choose(1, int.MaxValue).Select(value => MqttProperty.Of(id, (uint)value)),
        PropertyKind.VariableInteger => Gen.Choose(1, VariableIntegers.Max).Select(value => MqttProperty.Of(id, (uint)value)),
        PropertyKind.Text => (id == PropertyId.ResponseTopic ? Name : Text).Select(value => MqttProperty.Of(id, value)),
        PropertyKind.Binary => Bytes.Select(value => MqttProperty.Of(id, value)),
        _ => from name in Text from value in Text select MqttProperty.User(name, value),
    };

    private static bool IsAllowed(MqttPacketType packet, PropertyId id)
    {
        try
        {
            PropertyRules.KindIn(packet, (int)id);
            return true;
        }
        catch (MqttBridge.Connections.ProtocolViolationException)
        {
            return false;
        }
    }

    /// <summary>Without what MQTT does not allow in a string: U+0000, noncharacters, and halves of surrogate pairs.</summary>
    private static string Clean(string text)
        => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not (0 or 0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));
}

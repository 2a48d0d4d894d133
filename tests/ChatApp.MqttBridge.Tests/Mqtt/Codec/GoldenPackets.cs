using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

/// <summary>Packets written out by hand from the specifications' figures, with the fields they must be read as.</summary>
internal static class GoldenPackets
{
    private static readonly MqttProperties NoProperties = MqttProperties.Empty;

    /// <summary>Name, version, hexadecimal bytes, packet.</summary>
    public static IEnumerable<(string Name, MqttVersion Version, string Bytes, MqttPacket Packet)> All => V311.Concat(V500);

    // MQTT 3.1.1: CONNECT is figure 3.6 with client id "a", will topic "w", will message "m", user name "u", password "p".
    private static IEnumerable<(string Name, MqttVersion Version, string Bytes, MqttPacket Packet)> V311 =>
    [
        ("connect with everything", MqttVersion.V311,
            "10 19 0004 4D515454 04 CE 000A 0001 61 0001 77 0001 6D 0001 75 0001 70",
            new ConnectPacket(MqttVersion.V311, "a", CleanStart: true, 10, NoProperties,
                new MqttWill("w", "m"u8.ToArray(), QoS.AtLeastOnce, Retain: false, NoProperties), "u", "p"u8.ToArray())),
        ("connect, least", MqttVersion.V311, "10 0C 0004 4D515454 04 02 0000 0000",
            new ConnectPacket(MqttVersion.V311, "", CleanStart: true, 0, NoProperties, Will: null, UserName: null, Password: null)),
        ("connack accepted, session present", MqttVersion.V311, "20 02 01 00", new ConnackPacket(true, ReasonCode.Success, NoProperties)),
        ("connack not authorized", MqttVersion.V311, "20 02 00 05", new ConnackPacket(false, ReasonCode.NotAuthorized, NoProperties)),
        ("publish QoS 0", MqttVersion.V311, "30 06 0003 612F62 21",
            new PublishPacket("a/b", QoS.AtMostOnce, false, false, 0, NoProperties, new([0x21]))),
        ("publish QoS 1 duplicate retain", MqttVersion.V311, "3B 07 0003 612F62 000A",
            new PublishPacket("a/b", QoS.AtLeastOnce, true, true, 10, NoProperties, default)),
        ("puback", MqttVersion.V311, "40 02 1234", Acknowledge(MqttPacketType.Puback)),
        ("pubrec", MqttVersion.V311, "50 02 1234", Acknowledge(MqttPacketType.Pubrec)),
        ("pubrel", MqttVersion.V311, "62 02 1234", Acknowledge(MqttPacketType.Pubrel)),
        ("pubcomp", MqttVersion.V311, "70 02 1234", Acknowledge(MqttPacketType.Pubcomp)),
        ("subscribe, the example of 3.8.3", MqttVersion.V311, "82 0E 000A 0003 612F62 01 0003 632F64 02",
            new SubscribePacket(10, [new("a/b", QoS.AtLeastOnce), new("c/d", QoS.ExactlyOnce)], NoProperties)),
        ("suback, the example of 3.9.3", MqttVersion.V311, "90 05 000A 00 02 80",
            new SubackPacket(10, [ReasonCode.Success, ReasonCode.GrantedQoS2, ReasonCode.UnspecifiedError], NoProperties)),
        ("unsubscribe, the example of 3.10.3", MqttVersion.V311, "A2 0C 000A 0003 612F62 0003 632F64",
            new UnsubscribePacket(10, ["a/b", "c/d"], NoProperties)),
        ("unsuback", MqttVersion.V311, "B0 02 000A", new UnsubackPacket(10, [], NoProperties)),
        ("pingreq", MqttVersion.V311, "C0 00", PingreqPacket.Instance),
        ("pingresp", MqttVersion.V311, "D0 00", PingrespPacket.Instance),
        ("disconnect", MqttVersion.V311, "E0 00", new DisconnectPacket(ReasonCode.Success, NoProperties)),
    ];

    private static IEnumerable<(string Name, MqttVersion Version, string Bytes, MqttPacket Packet)> V500 =>
    [
        // Figure 3-6 of 5.0: user name, password, will QoS 1, clean start; keep alive 10; session expiry 10.
        ("connect with everything", MqttVersion.V500,
            "10 31 0004 4D515454 05 CE 000A 0F 11 0000000A 21 000A 26 0001 6B 0001 76 0001 61 07 18 00000005 01 01"
            + " 0001 77 0001 6D 0001 75 0001 70",
            new ConnectPacket(MqttVersion.V500, "a", CleanStart: true, 10,
                Properties(MqttProperty.Of(PropertyId.SessionExpiryInterval, 10), MqttProperty.Of(PropertyId.ReceiveMaximum, 10),
                    MqttProperty.User("k", "v")),
                new MqttWill("w", "m"u8.ToArray(), QoS.AtLeastOnce, Retain: false,
                    Properties(MqttProperty.Of(PropertyId.WillDelayInterval, 5), MqttProperty.Of(PropertyId.PayloadFormatIndicator, 1))),
                "u", "p"u8.ToArray())),
        ("connect with a password alone", MqttVersion.V500, "10 10 0004 4D515454 05 40 003C 00 0000 0001 70",
            new ConnectPacket(MqttVersion.V500, "", CleanStart: false, 60, NoProperties, Will: null, UserName: null, "p"u8.ToArray())),
        ("connack", MqttVersion.V500, "20 0B 00 00 08 13 0258 21 0010 25 00",
            new ConnackPacket(false, ReasonCode.Success, Properties(MqttProperty.Of(PropertyId.ServerKeepAlive, 600),
                MqttProperty.Of(PropertyId.ReceiveMaximum, 16), MqttProperty.Of(PropertyId.RetainAvailable, 0)))),
        ("connack with a reason", MqttVersion.V500, "20 08 00 87 05 1F 0002 6E6F",
            new ConnackPacket(false, ReasonCode.NotAuthorized, Properties(MqttProperty.Of(PropertyId.ReasonString, "no")))),
        ("publish QoS 0", MqttVersion.V500, "30 06 0003 612F62 00",
            new PublishPacket("a/b", QoS.AtMostOnce, false, false, 0, NoProperties, default)),
        ("publish QoS 2 with properties", MqttVersion.V500,
            "35 21 0003 612F62 000A 17 01 01 02 0000000A 03 0001 74 08 0001 72 09 0002 CAFE 0B 81 01 7B7D",
            new PublishPacket("a/b", QoS.ExactlyOnce, false, true, 10,
                Properties(MqttProperty.Of(PropertyId.PayloadFormatIndicator, 1), MqttProperty.Of(PropertyId.MessageExpiryInterval, 10),
                    MqttProperty.Of(PropertyId.ContentType, "t"), MqttProperty.Of(PropertyId.ResponseTopic, "r"),
                    MqttProperty.Of(PropertyId.CorrelationData, new byte[] { 0xCA, 0xFE }),
                    MqttProperty.Of(PropertyId.SubscriptionIdentifier, 129)),
                new("{}"u8.ToArray()))),
        ("publish with an alias alone", MqttVersion.V500, "30 06 0000 03 23 0001",
            new PublishPacket("", QoS.AtMostOnce, false, false, 0, Properties(MqttProperty.Of(PropertyId.TopicAlias, 1)), default)),
        ("puback, short", MqttVersion.V500, "40 02 1234", Acknowledge(MqttPacketType.Puback)),
        ("puback with a reason", MqttVersion.V500, "40 03 1234 87",
            new AcknowledgementPacket(MqttPacketType.Puback, 0x1234, ReasonCode.NotAuthorized, NoProperties)),
        ("puback with properties", MqttVersion.V500, "40 0B 1234 00 07 26 0001 61 0001 62",
            new AcknowledgementPacket(MqttPacketType.Puback, 0x1234, ReasonCode.Success, Properties(MqttProperty.User("a", "b")))),
        ("pubrec", MqttVersion.V500, "50 03 1234 97",
            new AcknowledgementPacket(MqttPacketType.Pubrec, 0x1234, ReasonCode.QuotaExceeded, NoProperties)),
        ("pubrel", MqttVersion.V500, "62 03 1234 92",
            new AcknowledgementPacket(MqttPacketType.Pubrel, 0x1234, ReasonCode.PacketIdentifierNotFound, NoProperties)),
        ("pubcomp", MqttVersion.V500, "70 02 1234", Acknowledge(MqttPacketType.Pubcomp)),
        ("subscribe with options", MqttVersion.V500, "82 0B 000A 02 0B 07 0003 612F62 2D",
            new SubscribePacket(10, [new("a/b", QoS.AtLeastOnce, NoLocal: true, RetainAsPublished: true, RetainHandling.DoNotSend)],
                Properties(MqttProperty.Of(PropertyId.SubscriptionIdentifier, 7)))),
        ("suback", MqttVersion.V500, "90 05 000A 00 01 87",
            new SubackPacket(10, [ReasonCode.GrantedQoS1, ReasonCode.NotAuthorized], NoProperties)),
        ("unsubscribe", MqttVersion.V500, "A2 08 000A 00 0003 612F62", new UnsubscribePacket(10, ["a/b"], NoProperties)),
        ("unsuback", MqttVersion.V500, "B0 05 000A 00 00 11",
            new UnsubackPacket(10, [ReasonCode.Success, ReasonCode.NoSubscriptionExisted], NoProperties)),
        ("pingreq", MqttVersion.V500, "C0 00", PingreqPacket.Instance),
        ("pingresp", MqttVersion.V500, "D0 00", PingrespPacket.Instance),
        ("disconnect, short", MqttVersion.V500, "E0 00", new DisconnectPacket(ReasonCode.Success, NoProperties)),
        ("disconnect with a reason", MqttVersion.V500, "E0 01 8E", new DisconnectPacket(ReasonCode.SessionTakenOver, NoProperties)),
        ("disconnect with properties", MqttVersion.V500, "E0 07 04 05 11 00000000",
            new DisconnectPacket(ReasonCode.DisconnectWithWill, Properties(MqttProperty.Of(PropertyId.SessionExpiryInterval, 0)))),
        ("auth, short", MqttVersion.V500, "F0 00", new AuthPacket(ReasonCode.Success, NoProperties)),
        ("auth", MqttVersion.V500, "F0 0A 18 08 15 0001 78 16 0001 79",
            new AuthPacket(ReasonCode.ContinueAuthentication, Properties(MqttProperty.Of(PropertyId.AuthenticationMethod, "x"),
                MqttProperty.Of(PropertyId.AuthenticationData, "y"u8.ToArray())))),
    ];

    private static MqttProperties Properties(params MqttProperty[] items) => new(items);

    private static AcknowledgementPacket Acknowledge(MqttPacketType type) => new(type, 0x1234, ReasonCode.Success, NoProperties);
}

using System.Runtime.InteropServices;
using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A message with QoS 1 or 2 on its way to one client.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct OutgoingEntry
{
    // Packet identifiers of the broker are 1 to 32,767; those above belong to the chat's inbox. Made of the sequence, an identifier is the
    // same after a restart of the server, so that a client recognises a QoS 2 message that it has received already.
    public const int Identifiers = 32_767;

    public long Sequence { get; init; }

    /// <summary>The message; <see langword="null"/> once it is finished, or was sent to a client whose session ends with its connection and nobody
    /// else is to have it.</summary>
    public BrokerMessage? Message { get; set; }

    public int[] SubscriptionIdentifiers { get; init; }

    public QoS QoS { get; init; }

    public bool Retain { get; init; }

    /// <summary>Whether it may have been sent before, on another connection.</summary>
    public bool Repeated { get; init; }

    public EntryState State { get; set; }

    /// <summary>The shared subscription that it came by, of a session that ends with its connection: then another member is to have it.</summary>
    public ShareGroup? Group { get; init; }

    public readonly ushort PacketIdentifier => IdentifierOf(Sequence);

    /// <summary>
    /// Whether another member of the shared subscription is to have it when the session ends now: not once it was sent with QoS 2 (MQTT 5.0,
    /// 4.8.2-5).
    /// </summary>
    public readonly bool IsHandedOver => Group is not null && (State == EntryState.Waiting || (State == EntryState.Sent && QoS == QoS.AtLeastOnce));

    public static ushort IdentifierOf(long sequence) => (ushort)(1 + (sequence % Identifiers));
}

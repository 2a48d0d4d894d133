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

    /// <summary>The message; <see langword="null"/> once it was sent to a client whose session ends with its connection.</summary>
    public BrokerMessage? Message { get; set; }

    public int[] SubscriptionIdentifiers { get; init; }

    public QoS QoS { get; init; }

    public bool Retain { get; init; }

    /// <summary>Whether it may have been sent before, on another connection.</summary>
    public bool Repeated { get; init; }

    public EntryState State { get; set; }

    public readonly ushort PacketIdentifier => IdentifierOf(Sequence);

    public static ushort IdentifierOf(long sequence) => (ushort)(1 + (sequence % Identifiers));
}

namespace ChatApp.Core.Broker;

/// <summary>A message of a free topic, as its publisher wrote it.</summary>
/// <param name="Topic">1 to 65,535 bytes of UTF-8.</param>
/// <param name="Payload">Any bytes; empty is a message like any other.</param>
/// <param name="Properties">The properties that travel with it, in the encoding of MQTT 5.0 without their length; opaque to a store. Empty
/// for most.</param>
/// <param name="QoS">The quality of service it was published with, 0 to 2.</param>
/// <param name="ExpiresAt">When it must not be delivered any more; <see langword="null"/> for never.</param>
public sealed record BrokerMessage(
    string Topic, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Properties, byte QoS, DateTimeOffset? ExpiresAt);

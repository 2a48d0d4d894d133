namespace ChatApp.MqttBridge.Topics;

/// <summary>What a PUBLISH is written from: its parts, where they happen to lie.</summary>
/// <param name="topic">The topic name in UTF-8.</param>
/// <param name="payload">The message's bytes.</param>
/// <param name="properties">The properties that travel with it, encoded, without their length.</param>
/// <param name="expirySeconds">How long it may still be delivered; <see langword="null"/> for ever.</param>
internal readonly ref struct PublishParts(
    ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> properties, uint? expirySeconds)
{
    public ReadOnlySpan<byte> Topic { get; } = topic;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public ReadOnlySpan<byte> Properties { get; } = properties;

    public uint? ExpirySeconds { get; } = expirySeconds;

    /// <summary>What it counts for against a quota.</summary>
    public int Size => Topic.Length + Payload.Length + Properties.Length;
}

using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>What one thread needs to pass messages on: an encoding for each version, with and without packet identifier.</summary>
internal sealed class PublicationBuffers
{
    private const int Kinds = 4;

    [ThreadStatic]
    private static PublicationBuffers? _current;

    private readonly PublishEncoder[] _encoders = [new(), new(), new(), new()];
    private readonly PublishEncoder _own = new();

    /// <summary>The buffers of this thread, whatever they hold.</summary>
    public static PublicationBuffers Current => _current ??= new PublicationBuffers();

    /// <summary>The buffers of this thread, empty. One message at a time: nothing may wait between this and the last use.</summary>
    public static PublicationBuffers Begin()
    {
        var buffers = Current;
        foreach (var encoder in buffers._encoders)
        {
            encoder.Reset();
        }

        buffers.Message = null;
        return buffers;
    }

    /// <summary>The message as it outlives this moment, made when the first receiver cannot have it at once.</summary>
    public BrokerMessage? Message { get; set; }

    /// <summary>An encoding that all receivers of a version share.</summary>
    public PublishEncoder Encode(in PublishParts parts, MqttVersion version, bool hasPacketIdentifier)
    {
        var encoder = _encoders[(version == MqttVersion.V500 ? Kinds / 2 : 0) + (hasPacketIdentifier ? 1 : 0)];
        if (encoder.Length == 0)
        {
            encoder.Encode(parts, version, hasPacketIdentifier, []);
        }

        return encoder;
    }

    /// <summary>An encoding for one receiver, with its subscription identifiers and topic alias.</summary>
    public PublishEncoder EncodeOwn(
        in PublishParts parts, MqttVersion version, bool hasPacketIdentifier, ReadOnlySpan<int> identifiers, ushort alias, bool aliasIsKnown)
    {
        _own.Reset();
        _own.Encode(parts, version, hasPacketIdentifier, identifiers, alias, aliasIsKnown);
        return _own;
    }
}

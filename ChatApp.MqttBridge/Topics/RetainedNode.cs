using ChatApp.Core.Broker;

namespace ChatApp.MqttBridge.Topics;

/// <summary>One level of the tree of retained messages. Guarded by its owner.</summary>
internal sealed class RetainedNode
{
    public Dictionary<string, RetainedNode>? Children { get; set; }

    public BrokerMessage? Message { get; set; }

    public bool IsEmpty => Children is null && Message is null;
}

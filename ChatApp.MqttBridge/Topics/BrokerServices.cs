using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Topics;

/// <summary>What every session of the broker needs.</summary>
internal sealed class BrokerServices(
    IBrokerStore store, SubscriptionIndex index, BrokerFigures figures, IOptions<MqttLimits> limits, TimeProvider clock, ILogger<BrokerServices> logger)
{
    public IBrokerStore Store => store;

    public SubscriptionIndex Index => index;

    public BrokerFigures Figures => figures;

    public MqttLimits Limits { get; } = limits.Value;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;

    /// <summary>Held while places are given and handed to the store, so that a session's messages are committed in the order of their places.</summary>
    public Lock Journal { get; } = new();
}

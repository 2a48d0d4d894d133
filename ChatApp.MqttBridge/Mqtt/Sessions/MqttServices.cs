using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Topics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What every session needs of the product.</summary>
internal sealed class MqttServices(
    MessageService messages, DeliveryService delivery, DeviceCursors cursors, BrokerServices broker, IOptions<MqttLimits> limits, IOptions<MqttOptions> options, TimeProvider clock, ILoggerFactory loggers)
{
    public MessageService Messages => messages;

    public DeviceCursors Cursors => cursors;

    public BrokerServices Broker => broker;

    public MqttLimits Limits { get; } = limits.Value;

    public MqttOptions Options { get; } = options.Value;

    public TimeProvider Clock => clock;

    public ILogger<SendQueue> SendLogger { get; } = loggers.CreateLogger<SendQueue>();

    public ILogger<FeedPump> FeedLogger { get; } = loggers.CreateLogger<FeedPump>();

    /// <summary>Whether a person has as many live connections as anybody may have.</summary>
    public bool HasAllConnections(UserId user) => delivery.CountOf(user) >= Limits.MaxConnectionsPerUser;

    /// <summary>Opens a session's feed where its device's cursors stand.</summary>
    public async Task<Outcome<LiveFeed>> OpenFeedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        await cursors.FlushAsync(session.Key, cancellationToken);
        return await delivery.OpenAsync(session.Connection, new FeedStart.Device(session.Session.Device), cancellationToken);
    }
}

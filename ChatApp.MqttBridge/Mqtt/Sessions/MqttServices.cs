using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What every session needs of the product.</summary>
internal sealed class MqttServices(
    MessageService messages, DeliveryService delivery, DeviceCursors cursors, IOptions<MqttLimits> limits, TimeProvider clock, ILoggerFactory loggers)
{
    public MessageService Messages => messages;

    public DeviceCursors Cursors => cursors;

    public MqttLimits Limits { get; } = limits.Value;

    public TimeProvider Clock => clock;

    public ILogger<SendQueue> SendLogger { get; } = loggers.CreateLogger<SendQueue>();

    public ILogger<FeedPump> FeedLogger { get; } = loggers.CreateLogger<FeedPump>();

    /// <summary>Opens a session's feed where its device's cursors stand.</summary>
    public async Task<Outcome<LiveFeed>> OpenFeedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        await cursors.FlushAsync(session.Key, cancellationToken);
        return await delivery.OpenAsync(session.Connection, new FeedStart.Device(session.Session.Device), cancellationToken);
    }
}

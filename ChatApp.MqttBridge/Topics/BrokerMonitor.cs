using System.Globalization;
using System.Text;
using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Hosting;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Looks after what becomes due without a packet: delayed wills, sessions that expire, the figures below <c>$SYS/broker</c>.</summary>
internal sealed class BrokerMonitor(
    TopicSessions sessions, TopicBroker broker, RetainedMessages retained, LinkRegistry links, BrokerServices services, TopicAccess access) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FigureInterval = TimeSpan.FromSeconds(10);

    /// <summary>Publishes the figures, as retained messages that no restart needs.</summary>
    public void PublishFigures()
    {
        var figures = services.Figures;
        var (messagesOut, bytesOut) = links.Sent();
        var batch = new PublishBatch(services);
        Publish("clients/connected", links.Connected);
        Publish("clients/total", sessions.Count);
        Publish("subscriptions/count", services.Index.Count);
        Publish("retained messages/count", retained.Count);
        Publish("messages/received", figures.MessagesIn);
        Publish("messages/sent", messagesOut);
        Publish("messages/dropped", figures.Dropped);
        Publish("bytes/received", figures.BytesIn);
        Publish("bytes/sent", bytesOut);
        Publish("uptime", (long)figures.Uptime.TotalSeconds);
        batch.Finish();

        void Publish(string name, long value) => broker.PublishFigure(
            new BrokerMessage($"{BrokerTopics.Figures}/{name}", Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)), default, (byte)QoS.AtMostOnce, null),
            batch);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        access.Changed += OnRulesChanged;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        access.Changed -= OnRulesChanged;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, services.Clock);
        var figuresAt = services.Clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                sessions.CheckDeadlines();
                if (services.Clock.GetElapsedTime(figuresAt) >= FigureInterval)
                {
                    figuresAt = services.Clock.GetTimestamp();
                    PublishFigures();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void OnRulesChanged(object? sender, EventArgs change) => sessions.EndForbidden(access);
}

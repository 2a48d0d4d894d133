using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Mqtt;

/// <summary>Says at start which limit makes no sense, one line for each.</summary>
internal sealed class MqttLimitsValidator : IValidateOptions<MqttLimits>
{
    private const int MegaByte = 1024 * 1024;

    // 24,000 bytes of text and 16,384 of payload, and what JSON and MQTT put around them.
    private const int LargestMessage = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, MqttLimits options)
    {
        var mistakes = new List<string>();
        Range(nameof(options.MaxPacketBytes), options.MaxPacketBytes, LargestMessage, MegaByte);
        Range(nameof(options.MaxConnectBytes), options.MaxConnectBytes, 256, options.MaxPacketBytes);
        Range(nameof(options.MaxFiltersPerPacket), options.MaxFiltersPerPacket, 1, ushort.MaxValue);
        Range(nameof(options.MaxUserProperties), options.MaxUserProperties, 0, ushort.MaxValue);
        Range(nameof(options.MaxTopicLevels), options.MaxTopicLevels, 2, ushort.MaxValue);
        Range(nameof(options.ReceiveMaximum), options.ReceiveMaximum, 1, ushort.MaxValue);
        Range(nameof(options.MaxAwaitingRelease), options.MaxAwaitingRelease, 1, ushort.MaxValue);
        Range(nameof(options.TopicAliasMaximum), options.TopicAliasMaximum, 0, ushort.MaxValue);
        Range(nameof(options.MaxWaitingRequests), options.MaxWaitingRequests, 1, ushort.MaxValue);
        Range(nameof(options.MaxSubscriptions), options.MaxSubscriptions, 1, int.MaxValue);
        Range(nameof(options.MaxInflight), options.MaxInflight, 1, 16_384);
        Range(nameof(options.MaxQueuedMessages), options.MaxQueuedMessages, 1, int.MaxValue);
        Range(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, LargestMessage, long.MaxValue);
        Range(nameof(options.MaxConnectionBytes), options.MaxConnectionBytes, MegaByte, long.MaxValue);
        Range(nameof(options.MaxRetainedMessages), options.MaxRetainedMessages, 0, int.MaxValue);
        Range(nameof(options.MaxRetainedPerUser), options.MaxRetainedPerUser, 0, int.MaxValue);
        Range(nameof(options.MaxRetainedBytes), options.MaxRetainedBytes, 0, long.MaxValue);
        Range(nameof(options.MaxKeepAliveSeconds), options.MaxKeepAliveSeconds, 1, ushort.MaxValue);
        Range(nameof(options.MaxHalfOpen), options.MaxHalfOpen, 1, int.MaxValue);
        Range(nameof(options.LoginsPerSecond), options.LoginsPerSecond, 0, 1_000_000);
        Range(nameof(options.MaxLoginsUnderWay), options.MaxLoginsUnderWay, 1, 10_000);
        Range(nameof(options.MaxConnectionsPerUser), options.MaxConnectionsPerUser, 1, int.MaxValue);
        Range(nameof(options.MaxConnectionsPerAddress), options.MaxConnectionsPerAddress, 1, int.MaxValue);
        Range(nameof(options.FailedHandshakesPerMinute), options.FailedHandshakesPerMinute, 0, int.MaxValue);
        Positive(nameof(options.ConnectTimeout), options.ConnectTimeout);
        Positive(nameof(options.ConnectBodyTimeout), options.ConnectBodyTimeout);
        Positive(nameof(options.PacketTimeout), options.PacketTimeout);
        Positive(nameof(options.StalledWriteTimeout), options.StalledWriteTimeout);
        Positive(nameof(options.CloseTimeout), options.CloseTimeout);
        Positive(nameof(options.DrainTimeout), options.DrainTimeout);
        Positive(nameof(options.MaxLoginWait), options.MaxLoginWait);
        Positive(nameof(options.BanDuration), options.BanDuration);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Range(string limit, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                mistakes.Add($"Mqtt:Limits:{limit} is {value}; it must be {least} to {most}.");
            }
        }

        void Positive(string limit, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
            {
                mistakes.Add($"Mqtt:Limits:{limit} is {value}; it must be longer than nothing.");
            }
        }
    }
}

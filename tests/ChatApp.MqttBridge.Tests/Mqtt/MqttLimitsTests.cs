using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class MqttLimitsTests
{
    [Fact]
    public void The_defaults_are_valid_and_are_what_the_document_says()
    {
        var limits = Bind();

        Assert.Equal(262_144, limits.MaxPacketBytes);
        Assert.Equal(16_384, limits.MaxConnectBytes);
        Assert.Equal(16, limits.ReceiveMaximum);
        Assert.Equal(TimeSpan.FromSeconds(5), limits.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), limits.BanDuration);
    }

    [Theory]
    [InlineData("MaxPacketBytes", "65536", "65535")]
    [InlineData("MaxPacketBytes", "1048576", "1048577")]
    [InlineData("MaxConnectBytes", "256", "255")]
    [InlineData("MaxConnectBytes", "262144", "262145")]
    [InlineData("MaxFiltersPerPacket", "1", "0")]
    [InlineData("MaxUserProperties", "0", "-1")]
    [InlineData("MaxTopicLevels", "2", "1")]
    [InlineData("ReceiveMaximum", "1", "0")]
    [InlineData("ReceiveMaximum", "65535", "65536")]
    [InlineData("MaxAwaitingRelease", "1", "0")]
    [InlineData("TopicAliasMaximum", "0", "-1")]
    [InlineData("TopicAliasMaximum", "65535", "65536")]
    [InlineData("MaxKeepAliveSeconds", "1", "0")]
    [InlineData("MaxKeepAliveSeconds", "65535", "65536")]
    [InlineData("MaxHalfOpen", "1", "0")]
    [InlineData("FailedHandshakesPerMinute", "0", "-1")]
    [InlineData("ConnectTimeout", "00:00:01", "00:00:00")]
    [InlineData("ConnectBodyTimeout", "00:00:01", "00:00:00")]
    [InlineData("PacketTimeout", "00:00:01", "00:00:00")]
    [InlineData("StalledWriteTimeout", "00:00:01", "00:00:00")]
    [InlineData("CloseTimeout", "00:00:01", "00:00:00")]
    [InlineData("DrainTimeout", "00:00:01", "-00:00:01")]
    [InlineData("BanDuration", "00:00:01", "00:00:00")]
    public void D14_A_limit_that_makes_no_sense_is_named_at_start(string name, string good, string bad)
    {
        Assert.NotNull(Bind(name, good));

        var refused = Assert.Throws<OptionsValidationException>(() => Bind(name, bad));
        Assert.StartsWith($"Mqtt:Limits:{name} is ", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    private static MqttLimits Bind(string? name = null, string? value = null)
    {
        var settings = new Dictionary<string, string?>();
        if (name is not null)
        {
            settings[$"Limits:{name}"] = value;
        }

        using var services = new ServiceCollection()
            .AddMqttBridge(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<MqttLimits>>().Value;
    }
}

using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.Testing;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Tests.Connections;

public sealed class LoginGateTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task L01_so_many_logins_go_at_once_and_the_others_at_their_rate_in_their_order()
    {
        var gate = Gate(perSecond: 10, wait: TimeSpan.FromSeconds(2));
        var logins = Enumerable.Range(0, 30).Select(_ => Enter(gate)).ToArray();

        // Ten of this second, twenty in the two that follow.
        Assert.Equal(10, logins.Count(login => login.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(logins[..20]).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(logins[20].IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await Task.WhenAll(logins).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), Assert.True);
    }

    [Fact]
    public async Task L01_who_would_wait_too_long_is_told_so_at_once_and_delays_nobody()
    {
        var gate = Gate(perSecond: 10, wait: TimeSpan.FromSeconds(1));
        var logins = Enumerable.Range(0, 20).Select(_ => Enter(gate)).ToArray();

        Assert.False(await Enter(gate));
        Assert.False(await Enter(gate));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(logins).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), Assert.True);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(Enter(gate).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(5_000, 5_000)]
    public void A_higher_rate_or_none_lets_thousands_in_within_a_second(int perSecond, int logins)
    {
        var gate = Gate(perSecond, TimeSpan.FromSeconds(10));

        for (var i = 0; i < logins; i++)
        {
            Assert.True(Enter(gate).IsCompletedSuccessfully);
        }
    }

    private LoginGate Gate(int perSecond, TimeSpan wait)
    {
        var gate = new LoginGate(Options.Create(new MqttLimits { LoginsPerSecond = perSecond, MaxLoginWait = wait }), _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        return gate;
    }

    private static Task<bool> Enter(LoginGate gate) => gate.EnterAsync(TestContext.Current.CancellationToken).AsTask();
}

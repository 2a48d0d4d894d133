using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Connections;

/// <summary>
/// Bounds how many logins ask the store at the same time, in their order. Without it a store that is slow for a moment has all of them
/// wait for its connections until they time out, come again and find it slower still; and everybody else waits behind them.
/// </summary>
internal sealed class LoginSlots(IOptions<MqttLimits> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxLoginsUnderWay);
    private readonly TimeSpan _patience = options.Value.MaxLoginWait;

    /// <summary>Waits for a slot; whether there was one in time. Who has one gives it back with <see cref="Leave"/>.</summary>
    public Task<bool> EnterAsync(CancellationToken cancellationToken) => _free.WaitAsync(_patience, cancellationToken);

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}

namespace ChatApp.Checker.Clients;

/// <summary>Waits that may be cut short without an exception.</summary>
internal static class Waits
{
    public static async Task ForAsync(TimeSpan time, CancellationToken stop)
        => await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

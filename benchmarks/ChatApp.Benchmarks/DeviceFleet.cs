using System.Diagnostics;

namespace ChatApp.Benchmarks;

/// <summary>Many devices that connect as phones do: each tries again after a pause that grows, and is partly chance.</summary>
internal sealed class DeviceFleet(IReadOnlyList<Device> devices, Func<Device, string[]> filters)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private readonly DeviceLink?[] _links = new DeviceLink?[devices.Count];
    private int _refused;

    /// <summary>How often a device was refused since the fleet was made.</summary>
    public int Refused => _refused;

    /// <summary>Connects all of them at once.</summary>
    /// <returns>How long each took from the start, until it was let in and had subscribed; the quickest first.</returns>
    public async Task<TimeSpan[]> ConnectAsync(int port)
    {
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, devices.Count).Select(i => ConnectAsync(port, i, start)));
        Array.Sort(times);
        return times;
    }

    /// <summary>Connects all of them, so many at a time.</summary>
    /// <returns>How many in a second.</returns>
    public async Task<double> ConnectAsync(int port, int atATime)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, devices.Count), new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (i, _) => await ConnectAsync(port, i, start));
        return devices.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Breaks all connections at once.</summary>
    public void Break()
    {
        foreach (var link in _links)
        {
            link?.Break();
        }
    }

    private async Task<TimeSpan> ConnectAsync(int port, int place, long start)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await DeviceLink.OpenAsync(port, devices[place], clean: true, filters(devices[place])) is { } link)
            {
                _links[place] = link;
                return Stopwatch.GetElapsedTime(start);
            }

            Interlocked.Increment(ref _refused);
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()));
        }
    }
}

using System.Globalization;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>Makes the names that connections have in the log.</summary>
internal static class CorrelationIds
{
    private static long _last = Environment.TickCount64;

    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"E{Interlocked.Increment(ref _last):X10}");
}

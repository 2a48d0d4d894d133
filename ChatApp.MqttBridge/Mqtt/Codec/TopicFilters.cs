namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The rules for the filters that clients subscribe to.</summary>
internal static class TopicFilters
{
    private const string SharePrefix = "$share/";

    /// <summary>Whether wildcards stand where they may, and a shared subscription has its name and filter.</summary>
    public static bool IsWellFormed(string filter)
    {
        if (!IsShared(filter))
        {
            return WildcardsStandAlone(filter);
        }

        var rest = filter.AsSpan(SharePrefix.Length);
        var slash = rest.IndexOf('/');
        return slash > 0 && !rest[..slash].ContainsAny('+', '#') && WildcardsStandAlone(rest[(slash + 1)..]);
    }

    public static bool IsShared(string filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    public static bool HasWildcard(string filter) => filter.AsSpan().ContainsAny('+', '#');

    // MQTT 5.0, 4.7.1: "#" is a whole level and the last one, "+" is a whole level.
    private static bool WildcardsStandAlone(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty)
        {
            return false;
        }

        foreach (var range in filter.Split('/'))
        {
            var level = filter[range];
            if (level.Length > 1 && level.ContainsAny('+', '#'))
            {
                return false;
            }

            if (level is "#" && range.End.GetOffset(filter.Length) != filter.Length)
            {
                return false;
            }
        }

        return true;
    }
}

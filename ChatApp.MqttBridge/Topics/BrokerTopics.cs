namespace ChatApp.MqttBridge.Topics;

/// <summary>The names that mean something to the broker.</summary>
internal static class BrokerTopics
{
    /// <summary>Below it are the broker's own figures.</summary>
    public const string Figures = "$SYS/broker";

    private const string SharePrefix = "$share/";

    /// <summary>The group and the filter of a shared subscription; no group for one's own.</summary>
    public static (string? Group, string Filter) Split(string filter)
    {
        if (!filter.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            return (null, filter);
        }

        var slash = filter.IndexOf('/', SharePrefix.Length);
        return (filter[SharePrefix.Length..slash], filter[(slash + 1)..]);
    }
}

namespace ChatApp.MqttBridge.Mqtt;

/// <summary>What the MQTT listener allows one client.</summary>
public sealed class MqttLimits
{
    /// <summary>The largest packet accepted, in bytes, fixed header included. Defaults to 262,144 (256 KB); 65,536 to 1,048,576.</summary>
    // A message of the largest size (24,000 bytes of text, 16,384 of payload) with topic and properties fits six times.
    public int MaxPacketBytes { get; set; } = 256 * 1024;

    /// <summary>The largest CONNECT accepted, in bytes. Defaults to 16,384; 256 to <see cref="MaxPacketBytes"/>.</summary>
    // Nobody is known yet who could be called to account for the memory.
    public int MaxConnectBytes { get; set; } = 16 * 1024;

    /// <summary>The most filters in one SUBSCRIBE or UNSUBSCRIBE. Defaults to 64.</summary>
    public int MaxFiltersPerPacket { get; set; } = 64;

    /// <summary>The most user properties in one packet of MQTT 5.0. Defaults to 64.</summary>
    public int MaxUserProperties { get; set; } = 64;

    /// <summary>The most levels of a topic name or filter. Defaults to 128.</summary>
    public int MaxTopicLevels { get; set; } = 128;

    /// <summary>
    /// The most messages that a client may have under way to the server, and the server to it (Receive Maximum). Defaults to 16.
    /// A client of 5.0 that goes beyond is cut; of others, reading pauses.
    /// </summary>
    public int ReceiveMaximum { get; set; } = 16;

    /// <summary>The most QoS 2 messages of a 3.1.1 client that wait for their PUBREL. Defaults to 1,000. 5.0 has Receive Maximum for it.</summary>
    public int MaxAwaitingRelease { get; set; } = 1_000;

    /// <summary>The most topic aliases that a client of 5.0 may set; 0 for none. Defaults to 16.</summary>
    public int TopicAliasMaximum { get; set; } = 16;

    /// <summary>The most requests of one connection that wait; what comes beyond is answered with <c>TooBusy</c>. Defaults to 32; at least 1.</summary>
    public int MaxWaitingRequests { get; set; } = 32;

    /// <summary>The most subscriptions of one session. Defaults to 1,000.</summary>
    public int MaxSubscriptions { get; set; } = 1_000;

    /// <summary>
    /// The most messages of free topics that are under way to one client, when it takes so many itself. Defaults to 1,000; 1 to 16,384.
    /// </summary>
    public int MaxInflight { get; set; } = 1_000;

    /// <summary>The most messages of free topics that wait for one session; those beyond are dropped for it. Defaults to 10,000.</summary>
    public int MaxQueuedMessages { get; set; } = 10_000;

    /// <summary>The most bytes of messages of free topics that wait for one session. Defaults to 16,777,216 (16 MB).</summary>
    public long MaxQueuedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// The most bytes that a connection may make the server hold: what came and is not handled, what goes out and is not taken, what waits or is
    /// under way, topic aliases, subscriptions. Who goes beyond is cut, a client of 5.0 with reason 0x97; filters that would take more than
    /// a quarter of it are refused. Defaults to 16,777,216 (16 MB); at least 1,048,576.
    /// </summary>
    // As much as may wait for a session: a client that is that far behind is told so, and one with small messages loses the newest of 10,000 first.
    public long MaxConnectionBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most retained messages of the server. Defaults to 100,000.</summary>
    public int MaxRetainedMessages { get; set; } = 100_000;

    /// <summary>The most retained messages below one user's <c>app/{user}</c>; what belongs to no user counts as one more. Defaults to 10,000.</summary>
    public int MaxRetainedPerUser { get; set; } = 10_000;

    /// <summary>The most bytes of retained messages of the server. Defaults to 134,217,728 (128 MB).</summary>
    public long MaxRetainedBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>The longest keep alive, in seconds, and the one for clients that ask for none. Defaults to 600; 1 to 65,535.</summary>
    public int MaxKeepAliveSeconds { get; set; } = 600;

    /// <summary>How long after accepting a connection its first byte may take. Defaults to 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after accepting a connection the whole CONNECT may take. Defaults to 10 seconds.</summary>
    public TimeSpan ConnectBodyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a packet may take from its first byte to its last. Defaults to 30 seconds.</summary>
    public TimeSpan PacketTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take nothing of what is written to it. Defaults to 30 seconds.</summary>
    public TimeSpan StalledWriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection that is being closed may take to send its last bytes. Defaults to 5 seconds.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping server waits for the acknowledgements it still owes. Defaults to 10 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most connections that have not sent their CONNECT; above it the oldest of them is cut. Defaults to 1,000.</summary>
    public int MaxHalfOpen { get; set; } = 1_000;

    /// <summary>How many logins are admitted in a second, and at once after a quiet second; 0 for no limit. Defaults to 1,000: each asks the store.</summary>
    // Half of what a machine of two processors takes, so that ten thousand who come back at once are in after ten seconds and others are served meanwhile.
    public int LoginsPerSecond { get; set; } = 1_000;

    /// <summary>How many logins ask the store at the same time; the others wait in their order. Defaults to 16: the connections of the store are there for everybody.</summary>
    public int MaxLoginsUnderWay { get; set; } = 16;

    /// <summary>How long a login may wait to be admitted; who would have to wait longer is told that the server is busy. Defaults to 10 seconds.</summary>
    public TimeSpan MaxLoginWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most live connections of one person, over all doors, for another device of theirs to be let in. Defaults to 100.</summary>
    public int MaxConnectionsPerUser { get; set; } = 100;

    /// <summary>The most connections of one address; loopback is not counted. Defaults to 2,000: an office, or a carrier's network, may stand behind one.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>
    /// How many failed handshakes within a minute ban an address; 0 for no bans. Defaults to 10. Loopback is never banned: it is a
    /// proxy on this machine, behind which everybody has that address.
    /// </summary>
    public int FailedHandshakesPerMinute { get; set; } = 10;

    /// <summary>How long a ban lasts. Defaults to 10 minutes.</summary>
    public TimeSpan BanDuration { get; set; } = TimeSpan.FromMinutes(10);
}

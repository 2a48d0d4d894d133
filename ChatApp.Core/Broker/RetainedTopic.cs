namespace ChatApp.Core.Broker;

/// <summary>A topic with a retained message. What it says is between those who may read the topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Bytes">The size of its payload.</param>
/// <param name="QoS">What it was published with, 0 to 2.</param>
/// <param name="ExpiresAt">When it goes away by itself; <see langword="null"/> for never.</param>
public sealed record RetainedTopic(string Topic, int Bytes, byte QoS, DateTimeOffset? ExpiresAt);

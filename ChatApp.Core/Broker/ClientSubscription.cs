namespace ChatApp.Core.Broker;

/// <summary>What a connected client subscribes to.</summary>
/// <param name="Filter">The filter as it was asked for.</param>
/// <param name="QoS">The quality of service granted, 0 to 2.</param>
public sealed record ClientSubscription(string Filter, byte QoS);

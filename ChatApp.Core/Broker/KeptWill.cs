namespace ChatApp.Core.Broker;

/// <summary>The message that is published when a client's connection fails.</summary>
/// <param name="Message">The message; its expiry counts from when it is published and is in <paramref name="ExpirySeconds"/>.</param>
/// <param name="Retain">Whether it becomes the retained message of its topic.</param>
/// <param name="DelaySeconds">How long the client may take to come back before it is published.</param>
/// <param name="ExpirySeconds">How long it may be delivered from then on; <see langword="null"/> for ever.</param>
public sealed record KeptWill(BrokerMessage Message, bool Retain, uint DelaySeconds, uint? ExpirySeconds);

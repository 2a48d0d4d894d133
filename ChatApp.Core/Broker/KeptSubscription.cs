namespace ChatApp.Core.Broker;

/// <summary>A subscription of a session that is kept.</summary>
/// <param name="Filter">The filter as it was asked for, with the <c>$share/group/</c> of a shared one; unique within the session.</param>
/// <param name="QoS">The quality of service granted, 0 to 2.</param>
/// <param name="NoLocal">Whether the client's own messages are left out.</param>
/// <param name="RetainAsPublished">Whether messages keep the RETAIN flag they came with.</param>
/// <param name="Identifier">The subscription identifier, 1 to 268,435,455; <see langword="null"/> for none.</param>
public sealed record KeptSubscription(string Filter, byte QoS, bool NoLocal, bool RetainAsPublished, int? Identifier);

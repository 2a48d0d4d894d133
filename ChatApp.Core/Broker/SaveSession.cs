namespace ChatApp.Core.Broker;

/// <summary>Adds a session, or replaces the head of the one with the same id. An older session of the same user and device was ended before.</summary>
public sealed record SaveSession(KeptSession Session) : BrokerOperation;

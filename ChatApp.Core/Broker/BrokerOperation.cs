namespace ChatApp.Core.Broker;

/// <summary>One change to what <see cref="IBrokerStore"/> keeps. Each is written so that doing it twice changes nothing.</summary>
public abstract record BrokerOperation;

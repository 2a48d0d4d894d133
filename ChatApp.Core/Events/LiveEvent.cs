namespace ChatApp.Core.Events;

/// <summary>Something other than a message that connected people are told. What lasts of it is in the store before it is told.</summary>
public abstract record LiveEvent;

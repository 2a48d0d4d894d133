using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A person came on line or left.</summary>
public sealed record PresenceEvent(UserId User, bool Online) : LiveEvent;

using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;

namespace ChatApp.Core.Presence;

/// <summary>How a person stands, as a friend may know it.</summary>
/// <param name="User">Who.</param>
/// <param name="Online">Whether a device is connected; never of who hides it.</param>
/// <param name="LastSeen">When one last was, to about a minute; <see langword="null"/> while on line, for never, and of who hides it.</param>
/// <param name="Status">What the person says of what they are doing.</param>
public sealed record PersonPresence(UserId User, bool Online, DateTimeOffset? LastSeen, CustomStatus Status);

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Events;

/// <summary>Another session of the receiver began.</summary>
/// <param name="Session">Which; the new session may be told of itself.</param>
/// <param name="DeviceName">What the client calls itself.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Means">What proved whose it is.</param>
public sealed record SignedInEvent(SessionId Session, string DeviceName, string Address, SignInMeans Means) : LiveEvent;

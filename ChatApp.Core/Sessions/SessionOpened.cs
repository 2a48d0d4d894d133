using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Sessions;

/// <summary>A session began: its user's other devices are told.</summary>
/// <param name="Session">Which.</param>
/// <param name="User">Whose.</param>
/// <param name="DeviceName">What the client calls itself.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Means">What proved whose it is.</param>
public sealed record SessionOpened(SessionId Session, UserId User, string DeviceName, string Address, SignInMeans Means) : NodeEvent;

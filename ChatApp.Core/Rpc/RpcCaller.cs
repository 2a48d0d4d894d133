using ChatApp.Core.Kernel;

namespace ChatApp.Core.Rpc;

/// <summary>Who asks, and over what.</summary>
/// <param name="User">The user of the session.</param>
/// <param name="Session">The session.</param>
/// <param name="Address">Where the request comes from.</param>
/// <param name="Authority">The host and port that the request was sent to; <see langword="null"/> where the protocol does not say.</param>
public sealed record RpcCaller(UserId User, SessionId Session, string Address, string? Authority);

using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Sessions;

/// <summary>A session ended: every node drops what it cached and closes the session's connections.</summary>
public sealed record SessionRevoked(SessionId Session, UserId User, SessionEndReason Reason) : NodeEvent;

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Events;

/// <summary>The receiver's session has ended; the connection closes after this.</summary>
public sealed record SessionEndedEvent(SessionId Session, SessionEndReason Reason) : LiveEvent;

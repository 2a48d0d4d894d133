using ChatApp.Core.Sessions;

namespace ChatApp.Core.Delivery;

/// <summary>What is known of a live connection.</summary>
/// <param name="Id">Names the connection on this node.</param>
/// <param name="Session">The session it was opened with.</param>
/// <param name="Kind">The door it came through.</param>
/// <param name="Protocol">The protocol with its version, as "MQTT 5.0".</param>
/// <param name="Address">The client's address.</param>
/// <param name="Since">When it was opened.</param>
public sealed record ConnectionInfo(string Id, Session Session, ConnectionKind Kind, string Protocol, string Address, DateTimeOffset Since);

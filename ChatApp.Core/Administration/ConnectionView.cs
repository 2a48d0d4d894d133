using ChatApp.Core.Broker;
using ChatApp.Core.Delivery;

namespace ChatApp.Core.Administration;

/// <summary>A live connection as the administration sees it.</summary>
/// <param name="Connection">What is known of every connection.</param>
/// <param name="Traffic">What went over it; <see langword="null"/> where nobody counts.</param>
public sealed record ConnectionView(ConnectionInfo Connection, ConnectionTraffic? Traffic);

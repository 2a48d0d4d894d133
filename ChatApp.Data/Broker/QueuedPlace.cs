using System.Runtime.InteropServices;
using ChatApp.Core.Broker;

namespace ChatApp.Data.Broker;

/// <summary>A place that a group of operations adds to a session's queue.</summary>
/// <param name="Place">The place.</param>
/// <param name="Message">The number of the message that stands in it.</param>
/// <param name="Released">Whether the client has received it already, within the same group.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueuedPlace(QueuePlace Place, long Message, bool Released);

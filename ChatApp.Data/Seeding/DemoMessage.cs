using ChatApp.Core.Kernel;

namespace ChatApp.Data.Seeding;

/// <summary>A message of the demo in its place.</summary>
internal sealed record DemoMessage(long Sequence, MessageId Id, DateTimeOffset SentAt, DemoLine Line);

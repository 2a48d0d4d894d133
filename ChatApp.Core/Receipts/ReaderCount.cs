namespace ChatApp.Core.Receipts;

/// <summary>How many members have a message; the sender and who shows no marks are not counted.</summary>
/// <param name="Read">Have read it.</param>
/// <param name="Unread">Have not.</param>
/// <param name="Delivered">Have it on a device, those who read it among them.</param>
public sealed record ReaderCount(long Read, long Unread, long Delivered);

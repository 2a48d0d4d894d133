namespace ChatApp.Core.Receipts;

/// <summary>Who has read a message, or has not.</summary>
/// <param name="Count">How many in all.</param>
/// <param name="Members">A page of them, by user id.</param>
/// <param name="HasMore">Whether there are more after the last.</param>
public sealed record ReaderPage(ReaderCount Count, IReadOnlyList<MemberMark> Members, bool HasMore);

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Receipts;

/// <summary>How far a member has a conversation, as the others may see it.</summary>
/// <param name="User">Who.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
/// <param name="ReadSequence">Read up to here.</param>
/// <param name="DeliveredSequence">On a device up to here; never less than read.</param>
public sealed record MemberMark(UserId User, string DisplayName, string? Avatar, long ReadSequence, long DeliveredSequence);

using ChatApp.Core.Receipts;

namespace ChatApp.Core.Wire;

/// <summary>How far a member has a conversation.</summary>
public sealed record WireMemberMark(string UserId, string DisplayName, string? Avatar, long ReadSequence, long DeliveredSequence)
{
    /// <summary>The wire's form of a member's marks.</summary>
    public static WireMemberMark From(MemberMark mark) => new(mark.User.Value, mark.DisplayName, mark.Avatar, mark.ReadSequence, mark.DeliveredSequence);
}

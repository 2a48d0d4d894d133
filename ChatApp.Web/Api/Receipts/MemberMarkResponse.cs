using ChatApp.Core.Receipts;

namespace ChatApp.Web.Api.Receipts;

/// <summary>How far a member has a conversation.</summary>
internal sealed record MemberMarkResponse(string UserId, string DisplayName, string? Avatar, long ReadSequence, long DeliveredSequence)
{
    public static MemberMarkResponse From(MemberMark mark) => new(mark.User.Value, mark.DisplayName, mark.Avatar, mark.ReadSequence, mark.DeliveredSequence);
}

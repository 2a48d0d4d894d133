using ChatApp.Core.Conversations;

namespace ChatApp.Web.Api.Groups;

/// <summary>A member of a group.</summary>
internal sealed record MemberResponse(string UserId, string DisplayName, string? Avatar, string Role)
{
    public static MemberResponse From(ConversationMember member) => new(
        member.User.Value, member.DisplayName, member.Avatar, NameOf(member.Role));

    private static string NameOf(MemberRole role) => role switch
    {
        MemberRole.Member => "member",
        MemberRole.Manager => "manager",
        MemberRole.Owner => "owner",
    };
}

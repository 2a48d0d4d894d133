using ChatApp.Core.Conversations;

namespace ChatApp.Core.Wire;

/// <summary>A member of a group.</summary>
public sealed record WireMember(string UserId, string DisplayName, string? Avatar, string Role)
{
    /// <summary>The wire's form of a member.</summary>
    public static WireMember From(ConversationMember member) => new(
        member.User.Value, member.DisplayName, member.Avatar, NameOf(member.Role));

    private static string NameOf(MemberRole role) => role switch
    {
        MemberRole.Member => "member",
        MemberRole.Manager => "manager",
        MemberRole.Owner => "owner",
    };
}

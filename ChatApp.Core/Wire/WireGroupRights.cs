using System.Text.Json;
using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Wire;

/// <summary>Who may do in a group what concerns everyone: <c>bySize</c>, <c>everyone</c> or <c>managers</c>.</summary>
public sealed record WireGroupRights(string? MentionEveryone, string? Pin)
{
    /// <summary>The wire's form of a group's rights.</summary>
    public static WireGroupRights From(GroupRights rights) => new(NameOf(rights.MentionEveryone), NameOf(rights.Pin));

    /// <summary>The rights they stand for, or <see cref="ErrorCode.InvalidRequest"/> for a word that is none of the three.</summary>
    public Outcome<GroupRights> Read()
        => TryRead(MentionEveryone, out var mention) && TryRead(Pin, out var pin) ? new GroupRights(mention, pin) : ErrorCode.InvalidRequest;

    private static string NameOf(WhoMay rule) => JsonNamingPolicy.CamelCase.ConvertName(rule.ToString());

    private static bool TryRead(string? name, out WhoMay rule)
    {
        rule = Enum.GetValues<WhoMay>().FirstOrDefault(known => NameOf(known) == name, (WhoMay)(-1));
        return Enum.IsDefined(rule);
    }
}

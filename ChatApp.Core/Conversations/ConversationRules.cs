namespace ChatApp.Core.Conversations;

/// <summary>What a conversation lets its members do to all of them.</summary>
/// <param name="Members">How many members it has.</param>
/// <param name="MentionEveryone">Who may mention everyone.</param>
/// <param name="Pin">Who may pin messages.</param>
public sealed record ConversationRules(int Members, WhoMay MentionEveryone, WhoMay Pin)
{
    /// <summary>Up to this many members a word to everyone disturbs nobody who did not expect it.</summary>
    public const int SmallGroup = 20;

    /// <summary>Whether a member of a role may.</summary>
    public bool Allow(WhoMay rule, MemberRole role) => role >= MemberRole.Manager || rule switch
    {
        WhoMay.Everyone => true,
        WhoMay.BySize => Members <= SmallGroup,
        _ => false,
    };
}

using ChatApp.Core.Conversations;

namespace ChatApp.Core.Groups;

/// <summary>Who may do in a group what concerns everyone.</summary>
/// <param name="MentionEveryone">Who may mention everyone.</param>
/// <param name="Pin">Who may pin messages.</param>
public sealed record GroupRights(WhoMay MentionEveryone, WhoMay Pin);

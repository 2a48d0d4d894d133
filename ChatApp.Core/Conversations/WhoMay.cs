namespace ChatApp.Core.Conversations;

/// <summary>Who may do something in a conversation that concerns all its members.</summary>
public enum WhoMay
{
    /// <summary>Everyone in a conversation of up to <see cref="ConversationRules.SmallGroup"/> members, else the owner and managers.</summary>
    BySize = 0,

    /// <summary>Every member.</summary>
    Everyone = 1,

    /// <summary>The owner and managers.</summary>
    Managers = 2,
}

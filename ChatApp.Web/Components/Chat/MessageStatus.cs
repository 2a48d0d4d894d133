namespace ChatApp.Web.Components.Chat;

/// <summary>How far one of the user's own messages has come.</summary>
public enum MessageStatus
{
    /// <summary>Not the user's own.</summary>
    None,

    /// <summary>Stored.</summary>
    Sent,

    /// <summary>On a device of the other person.</summary>
    Delivered,

    /// <summary>Read by everyone it went to.</summary>
    Read,
}

namespace ChatApp.Core.Messages;

/// <summary>What became of a stored message.</summary>
public enum MessageState
{
    /// <summary>As it was sent.</summary>
    Sent = 0,

    /// <summary>Removed for everyone; text and payload are gone.</summary>
    Recalled = 1,

    /// <summary>Kept back by moderation: it has no place and is not in the log. Never stored with a message.</summary>
    Held = 2,
}

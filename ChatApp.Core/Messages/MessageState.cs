namespace ChatApp.Core.Messages;

/// <summary>What became of a stored message.</summary>
public enum MessageState
{
    /// <summary>As it was sent.</summary>
    Sent = 0,

    /// <summary>Removed for everyone; text and payload are gone.</summary>
    Recalled = 1,
}

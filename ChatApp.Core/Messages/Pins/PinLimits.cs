namespace ChatApp.Core.Messages.Pins;

/// <summary>What pins may be.</summary>
public static class PinLimits
{
    /// <summary>The most pinned messages of one conversation.</summary>
    public const int MaxPerConversation = 50;
}

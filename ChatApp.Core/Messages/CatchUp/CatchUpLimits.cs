namespace ChatApp.Core.Messages.CatchUp;

/// <summary>What one request to catch up may ask for and is answered with.</summary>
public static class CatchUpLimits
{
    /// <summary>The most conversations that one request names.</summary>
    public const int MaxCursors = 1_000;

    /// <summary>The most messages of one answer, over all its conversations.</summary>
    public const int MaxMessages = 500;

    /// <summary>How many messages an answer has when the device does not say.</summary>
    public const int DefaultMessages = 200;

    /// <summary>The most conversations of one answer that the device did not name.</summary>
    public const int MaxNew = 500;
}

namespace ChatApp.Core.Moderation;

/// <summary>What moderation accepts and keeps.</summary>
public sealed class ModerationLimits
{
    /// <summary>The most words of the list. Defaults to 100,000.</summary>
    // Measured: 100,000 words load in 0.3 s and take 60 MB while they are being built; more would delay a change past its two seconds.
    public int MaxWords { get; set; } = 100_000;

    /// <summary>The most bytes of an imported file. Defaults to 10 MiB.</summary>
    public int MaxImportBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The most words of one text that are put on record; it is judged by all. Defaults to 20.</summary>
    public int MaxHitsPerText { get; set; } = 20;

    /// <summary>How many verdicts may wait to be stored as hits; more are counted and lost. Defaults to 4,096.</summary>
    public int MaxWaitingHits { get; set; } = 4_096;

    /// <summary>How often a node asks the store whether it missed a change. Defaults to 30 s.</summary>
    public TimeSpan VersionCheck { get; set; } = TimeSpan.FromSeconds(30);
}

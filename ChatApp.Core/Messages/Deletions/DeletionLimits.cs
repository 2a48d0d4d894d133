namespace ChatApp.Core.Messages.Deletions;

/// <summary>What one deletion may name.</summary>
public static class DeletionLimits
{
    /// <summary>The most messages of one call.</summary>
    public const int MaxAtOnce = 100;
}

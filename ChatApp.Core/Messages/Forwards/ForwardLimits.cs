namespace ChatApp.Core.Messages.Forwards;

/// <summary>What one forward may hold.</summary>
public static class ForwardLimits
{
    /// <summary>The most messages forwarded one by one in one call; each counts as a message of the sender.</summary>
    public const int MaxOneByOne = 20;

    /// <summary>The most messages merged into a record.</summary>
    public const int MaxMerged = Kinds.RecordRules.MaxLines;

    /// <summary>The most characters of a record's title.</summary>
    public const int MaxTitle = Kinds.RecordRules.MaxTitle;
}

namespace ChatApp.Core.Review;

/// <summary>What the review of messages keeps and how it works.</summary>
public sealed class ReviewLimits
{
    /// <summary>The most items of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>How many of one person's messages may wait for review; more are refused with <c>TooFast</c>. Defaults to 100.</summary>
    public int MaxWaitingPerUser { get; set; } = 100;

    /// <summary>How often approved messages that did not reach the log are looked for. Defaults to 5 s.</summary>
    public TimeSpan FinishEvery { get; set; } = TimeSpan.FromSeconds(5);
}

namespace ChatApp.Core.Receipts;

/// <summary>How far marks are told and listed.</summary>
public static class ReceiptLimits
{
    /// <summary>
    /// In a conversation of more members nobody is told live who read: each of n members would tell n others. Who wants to know asks.
    /// </summary>
    public const int MaxToldMembers = 100;

    /// <summary>The most people of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>The most delivered marks that wait to be written; while it is full new ones are dropped, and a later mark makes up for them.</summary>
    public const int MaxWaiting = 100_000;

    /// <summary>The most delivered marks of one statement.</summary>
    public const int MaxWritten = 1_000;
}

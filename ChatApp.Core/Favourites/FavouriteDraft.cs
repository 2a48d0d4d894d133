namespace ChatApp.Core.Favourites;

/// <summary>What a person wants to keep. The server stores it as it is told: nobody else ever sees it.</summary>
/// <param name="MessageUid">The message's id as the application writes it; may be empty. Up to <see cref="MaxShort"/> characters.</param>
/// <param name="Type">What it is, by WildfireChat's numbers of kinds.</param>
/// <param name="ConversationType">The type of the conversation it is from.</param>
/// <param name="ConversationTarget">The conversation. Up to <see cref="MaxShort"/> characters.</param>
/// <param name="ConversationLine">The conversation's line.</param>
/// <param name="Origin">What the person reads of where it is from. Up to <see cref="MaxText"/> characters.</param>
/// <param name="Sender">Who wrote it. Up to <see cref="MaxShort"/> characters.</param>
/// <param name="Title">What the person reads of it. Up to <see cref="MaxText"/> characters.</param>
/// <param name="Url">Where it is. Up to <see cref="MaxUrl"/> characters.</param>
/// <param name="ThumbUrl">Where its small picture is. Up to <see cref="MaxUrl"/> characters.</param>
/// <param name="Data">What the application adds. Up to <see cref="MaxData"/> characters.</param>
public sealed record FavouriteDraft(
    string MessageUid,
    int Type,
    int ConversationType,
    string ConversationTarget,
    int ConversationLine,
    string Origin,
    string Sender,
    string Title,
    string Url,
    string ThumbUrl,
    string Data)
{
    /// <summary>The most characters of ids.</summary>
    public const int MaxShort = 64;

    /// <summary>The most characters of what is read.</summary>
    public const int MaxText = 1_000;

    /// <summary>The most characters of addresses.</summary>
    public const int MaxUrl = 1_024;

    /// <summary>The most characters of what an application adds.</summary>
    public const int MaxData = 8_000;

    /// <summary>Whether everything is within its limits and can be stored.</summary>
    public bool Fits => Fit(MessageUid, MaxShort) && Fit(ConversationTarget, MaxShort) && Fit(Sender, MaxShort) && Fit(Origin, MaxText)
        && Fit(Title, MaxText) && Fit(Url, MaxUrl) && Fit(ThumbUrl, MaxUrl) && Fit(Data, MaxData);

    private static bool Fit(string text, int max) => text.Length <= max && !text.Contains('\0', StringComparison.Ordinal);
}

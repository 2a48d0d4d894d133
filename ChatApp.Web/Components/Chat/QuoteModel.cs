namespace ChatApp.Web.Components.Chat;

/// <summary>The block over an answer.</summary>
/// <param name="Sequence">The answered message.</param>
/// <param name="SenderName">Who wrote it; empty when it is not there for the reader.</param>
/// <param name="Text">What it says, in one or two lines.</param>
public sealed record QuoteModel(long Sequence, string SenderName, string Text);

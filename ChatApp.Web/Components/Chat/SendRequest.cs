namespace ChatApp.Web.Components.Chat;

/// <summary>A message as <c>outbox.js</c> hands it over.</summary>
/// <param name="Chat">The conversation by <see cref="ChatKey"/>.</param>
/// <param name="ClientId">The message's own id, the same at every try.</param>
/// <param name="Text">The text.</param>
/// <param name="Mentions">The ids of mentioned people.</param>
/// <param name="ReplyTo">The sequence answered to.</param>
/// <param name="ConfirmEveryone">Whether the sender was told that everyone of a large group will be notified, and sends it all the same.</param>
public sealed record SendRequest(string Chat, Guid ClientId, string Text, IReadOnlyList<string> Mentions, long? ReplyTo, bool? ConfirmEveryone = null);

namespace ChatApp.Web.Components.Chat;

/// <summary>A message as <c>outbox.js</c> hands it over.</summary>
/// <param name="Chat">The conversation by <see cref="ChatKey"/>.</param>
/// <param name="ClientId">The message's own id, the same at every try.</param>
/// <param name="Text">The text.</param>
/// <param name="Mentions">The ids of mentioned people.</param>
/// <param name="ReplyTo">The sequence answered to.</param>
public sealed record SendRequest(string Chat, Guid ClientId, string Text, IReadOnlyList<string> Mentions, long? ReplyTo);

namespace ChatApp.Core.Messages.Retention;

/// <summary>What retention has done.</summary>
/// <param name="Removed">How many messages it has removed so far.</param>
/// <param name="Conversations">In how many conversations.</param>
/// <param name="Held">How many messages are kept because they are under review.</param>
public sealed record RetentionFigures(long Removed, long Conversations, long Held);

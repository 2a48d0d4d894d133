namespace ChatApp.Checker.Judging;

/// <summary>A message as the database holds it at the end.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="Id">Its id.</param>
/// <param name="Sender">Who wrote it.</param>
/// <param name="ClientId">The sender's id of it.</param>
public sealed record StoredMessage(string Conversation, long Sequence, long Id, string Sender, Guid ClientId);

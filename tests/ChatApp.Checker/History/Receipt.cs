namespace ChatApp.Checker.History;

/// <summary>A message that a client got.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="Sender">Who is said to have written it.</param>
/// <param name="ClientId">The sender's id of it.</param>
/// <param name="Connection">The client's connection it came over, counted from 1.</param>
/// <param name="Live">Whether the server pushed it; else the client asked for it.</param>
/// <param name="Intact">Whether its text is what was sent under that client id.</param>
public readonly record struct Receipt(
    string Conversation, long Sequence, long MessageId, string Sender, Guid ClientId, int Connection, bool Live, bool Intact);

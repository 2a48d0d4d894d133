namespace ChatApp.Checker.Judging;

/// <summary>A stretch of a conversation that a person may read.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="User">The person.</param>
/// <param name="From">The first sequence.</param>
/// <param name="To">The last sequence, or <see langword="null"/> for a member.</param>
public sealed record StoredStretch(string Conversation, string User, long From, long? To)
{
    public bool Holds(long sequence) => sequence >= From && (To is null || sequence <= To);
}

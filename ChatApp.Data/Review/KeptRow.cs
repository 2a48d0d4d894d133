namespace ChatApp.Data.Review;

/// <summary>What became of keeping a message back.</summary>
/// <param name="Id">The item of its client id, new or old; <see langword="null"/> when there is none.</param>
/// <param name="InLog">Whether the log has a message of that client id.</param>
/// <param name="Muted">Whether its sender may not write there; <see langword="null"/> for one who is no member.</param>
/// <param name="Waiting">How many messages of the sender wait.</param>
internal sealed record KeptRow(long? Id, bool InLog, bool? Muted, long Waiting);

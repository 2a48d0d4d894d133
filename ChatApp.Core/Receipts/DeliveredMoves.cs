namespace ChatApp.Core.Receipts;

/// <summary>What became of several delivered marks.</summary>
/// <param name="Moved">Those that moved.</param>
/// <param name="Busy">Those whose rows somebody else was changing: to be tried again.</param>
public sealed record DeliveredMoves(IReadOnlyList<DeliveredMove> Moved, IReadOnlyList<DeliveredMark> Busy);

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Receipts;

/// <summary>What became of a read mark.</summary>
/// <param name="Sequence">Where it stands now.</param>
/// <param name="Moved">Whether it moved.</param>
/// <param name="IsSmall">Whether the conversation has at most <see cref="ReceiptLimits.MaxToldMembers"/> members.</param>
/// <param name="Hidden">Of a small conversation, the members who neither show marks nor see them.</param>
public sealed record ReadMove(long Sequence, bool Moved, bool IsSmall, IReadOnlyCollection<UserId> Hidden);

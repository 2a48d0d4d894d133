using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Changes;

/// <summary>What every change of a message asks first.</summary>
internal static class MessageJudgement
{
    /// <summary>
    /// <see langword="null"/> for a message that stands and that a present member sees; else <see cref="ErrorCode.NotAMember"/> or
    /// <see cref="ErrorCode.NotFound"/>: what was removed is gone.
    /// </summary>
    public static ErrorCode? Stands(MessageFacts facts)
        => facts.Actor.LeftSequence is not null ? ErrorCode.NotAMember
            : !facts.Actor.MaySee(facts.Message.Sequence) || facts.Message.State == MessageState.Recalled ? ErrorCode.NotFound
            : null;

    /// <summary>Whether the actor may not write now: muted, or one of all who are.</summary>
    public static bool IsMuted(MessageFacts facts, DateTimeOffset now)
        => facts.Actor.MutedUntil > now || (facts.MutedForAll && facts.Actor.Role == MemberRole.Member);
}

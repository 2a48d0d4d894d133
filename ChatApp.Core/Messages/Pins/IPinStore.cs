using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Messages.Pins;

/// <summary>Keeps which messages stand above their conversations.</summary>
public interface IPinStore
{
    /// <summary>Pins a message.</summary>
    /// <returns>The change's number, <see langword="null"/> when it was pinned; or <see cref="ErrorCode.NotFound"/>,
    /// <see cref="ErrorCode.LimitReached"/> beyond <see cref="PinLimits.MaxPerConversation"/>, or what the judge says.</returns>
    Task<Outcome<long?>> PinAsync(MessagePlace place, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken);

    /// <summary>Takes a pin off.</summary>
    /// <returns>The change's number, <see langword="null"/> when it was not pinned; or <see cref="ErrorCode.NotFound"/>, or what the judge says.</returns>
    Task<Outcome<long?>> UnpinAsync(MessagePlace place, MessageJudge judge, CancellationToken cancellationToken);

    /// <summary>The pinned messages that a member may see, the last pinned first.</summary>
    Task<IReadOnlyList<PinnedMessage>> ListAsync(Membership member, CancellationToken cancellationToken);
}

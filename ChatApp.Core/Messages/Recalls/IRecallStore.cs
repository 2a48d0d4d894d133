using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Messages.Recalls;

/// <summary>Removes messages for everyone.</summary>
public interface IRecallStore
{
    /// <summary>Takes the words, the payload and all that hangs on a message out of the store, and leaves its place.</summary>
    /// <returns>The change's number, <see langword="null"/> for a message that was removed already; or
    /// <see cref="ErrorCode.NotFound"/>, or what the judge says.</returns>
    Task<Outcome<long?>> RecallAsync(MessagePlace place, MessageJudge judge, CancellationToken cancellationToken);
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Data.Messages;

/// <summary>What one transaction came to.</summary>
/// <param name="Outcomes">For each message of the batch, in its order; <see langword="null"/> where another transaction holds the conversation.</param>
/// <param name="Committed">The messages that are new in the log, in rising sequence for each conversation.</param>
internal sealed record WrittenBatch(IReadOnlyList<Outcome<SentMessage>?> Outcomes, IReadOnlyList<Message> Committed);

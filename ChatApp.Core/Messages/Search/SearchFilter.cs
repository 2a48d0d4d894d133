using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>What a store passes over by itself.</summary>
/// <param name="Reader">Who looks: what they deleted for themselves is not found.</param>
/// <param name="Terms">What the index must have; empty for anything.</param>
/// <param name="Kinds">Only these kinds; empty for all.</param>
/// <param name="Links">Whether a link is looked for.</param>
/// <param name="From">Only what this person wrote.</param>
/// <param name="FirstId">No message with a smaller id.</param>
/// <param name="BeforeId">Only messages with smaller ids.</param>
public sealed record SearchFilter(
    UserId Reader, IReadOnlyCollection<ulong> Terms, IReadOnlyCollection<MessageKind> Kinds, bool Links, UserId? From, long FirstId, long BeforeId);

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>What was found.</summary>
/// <param name="Messages">The newest first.</param>
/// <param name="Next">The cursor of the next page, or <see langword="null"/> when there is nothing more. There may be no message on a page that has one.</param>
public sealed record SearchPage(IReadOnlyList<Message> Messages, MessageId? Next);

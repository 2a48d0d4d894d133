using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Search;

namespace ChatApp.Core.Wire;

/// <summary>What was found, on the wire: the newest first, and the cursor of the next page while there may be more.</summary>
public sealed record WireSearchPage(IReadOnlyList<WireMessage> Messages, string? Next)
{
    /// <summary>A page as one reader sees it.</summary>
    public static WireSearchPage From(SearchPage page, UserId reader)
        => new([.. page.Messages.Select(message => WireMessage.From(message, reader))], page.Next?.ToString());
}

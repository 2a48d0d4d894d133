using ChatApp.Core.Receipts;

namespace ChatApp.Core.Wire;

/// <summary>Who has read a message, or has not, and how many.</summary>
public sealed record WireReaderPage(long Read, long Unread, long Delivered, IReadOnlyList<WireMemberMark> Members, bool HasMore)
{
    /// <summary>The wire's form of a page of readers.</summary>
    public static WireReaderPage From(ReaderPage page)
        => new(page.Count.Read, page.Count.Unread, page.Count.Delivered, [.. page.Members.Select(WireMemberMark.From)], page.HasMore);
}

using ChatApp.Core.Receipts;

namespace ChatApp.Web.Api.Receipts;

/// <summary>Who has read a message, or has not, and how many.</summary>
internal sealed record ReaderPageResponse(long Read, long Unread, long Delivered, IReadOnlyList<MemberMarkResponse> Members, bool HasMore)
{
    public static ReaderPageResponse From(ReaderPage page)
        => new(page.Count.Read, page.Count.Unread, page.Count.Delivered, [.. page.Members.Select(MemberMarkResponse.From)], page.HasMore);
}

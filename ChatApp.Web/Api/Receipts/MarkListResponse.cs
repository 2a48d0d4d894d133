namespace ChatApp.Web.Api.Receipts;

/// <summary>The marks of a conversation's members.</summary>
internal sealed record MarkListResponse(IReadOnlyList<MemberMarkResponse> Marks);

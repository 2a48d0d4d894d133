namespace ChatApp.Web.Api.Receipts;

/// <summary>Where the caller's read mark stands.</summary>
internal sealed record MarkResponse(long Sequence);

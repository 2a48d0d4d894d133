namespace ChatApp.Web.Api.Receipts;

/// <summary>Read, or delivered, up to here.</summary>
internal sealed record MarkRequest(long Sequence);

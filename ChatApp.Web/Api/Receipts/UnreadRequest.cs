namespace ChatApp.Web.Api.Receipts;

/// <summary>The first message that shall be unread; without it the last one.</summary>
internal sealed record UnreadRequest(long? Sequence);

namespace ChatApp.Web.Api.Conversations;

/// <summary>Read up to here.</summary>
internal sealed record ReadRequest(long Sequence);

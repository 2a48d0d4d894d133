namespace ChatApp.Web.Api.Conversations;

/// <summary>Where the read mark stands.</summary>
internal sealed record ReadResponse(long Sequence);

namespace ChatApp.Web.Api.Messages;

/// <summary>Up to where the conversation is cleared for the caller.</summary>
internal sealed record ClearResponse(long Sequence);

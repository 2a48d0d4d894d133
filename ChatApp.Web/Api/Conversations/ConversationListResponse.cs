namespace ChatApp.Web.Api.Conversations;

/// <summary>A person's conversations.</summary>
internal sealed record ConversationListResponse(IReadOnlyList<ConversationResponse> Conversations);

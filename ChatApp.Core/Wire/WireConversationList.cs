namespace ChatApp.Core.Wire;

/// <summary>A person's conversations.</summary>
public sealed record WireConversationList(IReadOnlyList<WireConversationRow> Conversations);

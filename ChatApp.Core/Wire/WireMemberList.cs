namespace ChatApp.Core.Wire;

/// <summary>Members of a group.</summary>
public sealed record WireMemberList(IReadOnlyList<WireMember> Members);

namespace ChatApp.Core.Wire;

/// <summary>The marks of a conversation's members.</summary>
public sealed record WireMarkList(IReadOnlyList<WireMemberMark> Marks);

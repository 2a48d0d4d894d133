namespace ChatApp.Web.Api.Groups;

/// <summary>Members of a group.</summary>
internal sealed record MemberListResponse(IReadOnlyList<MemberResponse> Members);

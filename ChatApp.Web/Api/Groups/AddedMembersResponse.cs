namespace ChatApp.Web.Api.Groups;

/// <summary>Who was added.</summary>
internal sealed record AddedMembersResponse(IReadOnlyList<string> Added);

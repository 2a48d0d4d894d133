namespace ChatApp.Web.Api.Groups;

/// <summary>Whom to add.</summary>
internal sealed record AddMembersBody(IReadOnlyList<string>? Users);

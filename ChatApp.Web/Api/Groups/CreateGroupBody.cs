namespace ChatApp.Web.Api.Groups;

/// <summary>A group to make.</summary>
internal sealed record CreateGroupBody(string? Name, IReadOnlyList<string>? Members);

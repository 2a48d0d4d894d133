namespace ChatApp.Web.Api.Groups;

/// <summary>A group's new name.</summary>
internal sealed record RenameGroupBody(string? Name);

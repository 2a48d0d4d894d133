namespace ChatApp.Web.Api.Groups;

/// <summary>Whether who joins from now on sees what was written before.</summary>
internal sealed record GroupHistoryBody(bool Visible);

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>Asks for a group's announcement, or sets it. The author it names is not looked at: the session's user is the author.</summary>
internal sealed record AnnouncementRequest(string? GroupId, string? Text);

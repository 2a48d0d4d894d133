namespace ChatApp.Web.Api.Sessions;

/// <summary>Names a session.</summary>
/// <param name="Name">What its owner will read; empty for the client's own name.</param>
internal sealed record SessionNameBody(string? Name);

namespace ChatApp.Web.Api.Administration;

/// <summary>An invitation.</summary>
/// <param name="Url">Its link, shown this once; who opens it makes one account.</param>
internal sealed record InvitationResponse(string Url);

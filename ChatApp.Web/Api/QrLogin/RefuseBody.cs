namespace ChatApp.Web.Api.QrLogin;

/// <summary>The person refused.</summary>
/// <param name="Report">Whether it was an attack.</param>
internal sealed record RefuseBody(bool Report);

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>The phone agrees, or gives up. The user it names is not looked at: the session's counts.</summary>
/// <param name="Token">The code.</param>
/// <param name="Number">An addition: the number that the computer shows.</param>
internal sealed record PcConfirmRequest(string? Token, int? Number);

namespace ChatApp.Web.Api.QrLogin;

/// <summary>What a phone scanned.</summary>
/// <param name="Code">The QR's text, a link that was pasted, or the eight characters under the QR.</param>
internal sealed record ScanBody(string? Code);

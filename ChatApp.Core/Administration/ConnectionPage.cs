namespace ChatApp.Core.Administration;

/// <summary>Live connections, the newest first.</summary>
/// <param name="Connections">Those of the page.</param>
/// <param name="Found">How many there are in all.</param>
public sealed record ConnectionPage(IReadOnlyList<ConnectionView> Connections, int Found);

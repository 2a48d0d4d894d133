namespace ChatApp.Web.Api.QrLogin;

/// <summary>The number the person chose.</summary>
/// <param name="Number">One of the three that were offered.</param>
internal sealed record PickBody(int Number);

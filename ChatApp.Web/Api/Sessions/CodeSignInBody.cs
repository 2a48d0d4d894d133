namespace ChatApp.Web.Api.Sessions;

/// <summary>What a device signs in with after a code was sent.</summary>
/// <param name="UserName">The name the code was asked for.</param>
/// <param name="Challenge">What the request for the code answered.</param>
/// <param name="Code">The six digits.</param>
/// <param name="DeviceId">The installation's lasting name.</param>
/// <param name="Platform">What the device runs on, by WildfireChat's numbers.</param>
/// <param name="DeviceName">What the owner reads in the list of sessions.</param>
internal sealed record CodeSignInBody(
    string? UserName, string? Challenge, string? Code, string? DeviceId, int Platform, string? DeviceName = null);

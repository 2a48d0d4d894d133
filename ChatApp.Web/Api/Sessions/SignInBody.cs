namespace ChatApp.Web.Api.Sessions;

/// <summary>What a device signs in with.</summary>
/// <param name="UserName">User name or phone number.</param>
/// <param name="Password">The password.</param>
/// <param name="DeviceId">The installation's lasting name, 1 to 64 printable ASCII characters; an older session of it is replaced.</param>
/// <param name="Platform">What the device runs on, by WildfireChat's numbers; 7 is Linux.</param>
/// <param name="DeviceName">What the owner reads in the list of sessions; the platform's name when it is missing.</param>
internal sealed record SignInBody(string? UserName, string? Password, string? DeviceId, int Platform, string? DeviceName = null);

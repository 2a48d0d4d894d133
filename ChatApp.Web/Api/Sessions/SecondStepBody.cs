namespace ChatApp.Web.Api.Sessions;

/// <summary>What a device answers to <c>SecondFactorRequired</c>.</summary>
/// <param name="Ticket">What came with that refusal; it takes five tries.</param>
/// <param name="Code">Six digits of the authenticator app, or a recovery code.</param>
/// <param name="DeviceId">The installation's lasting name.</param>
/// <param name="Platform">What the device runs on, by WildfireChat's numbers.</param>
/// <param name="DeviceName">What the owner reads in the list of sessions.</param>
internal sealed record SecondStepBody(string? Ticket, string? Code, string? DeviceId, int Platform, string? DeviceName = null);

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.SignIn;

/// <summary>What is known of a client before it is known who uses it.</summary>
/// <param name="Kind">What will hold the token.</param>
/// <param name="Platform">What the client runs on.</param>
/// <param name="Device">The installation; a browser gets a new name with every sign-in.</param>
/// <param name="DeviceName">What its owner will read in the list, as "Chrome · Windows".</param>
/// <param name="Address">The client's address.</param>
/// <param name="StaySignedIn">Whether a browser keeps the session when it closes.</param>
public sealed record ClientInfo(
    SessionKind Kind, Platform Platform, DeviceId Device, string DeviceName, string Address, bool StaySignedIn = true)
{
    /// <summary>Whether wrong tries count against the address too. Not where everybody behind a proxy of this machine shares it.</summary>
    public bool AddressIsCounted { get; init; } = true;

    /// <summary>The session to open when it turned out who it is, and what proved it.</summary>
    public NewSession For(UserId user, SignInMeans means) => new(user, Kind, Platform, Device, DeviceName, Address)
    {
        StaySignedIn = StaySignedIn,
        Means = means,
    };
}

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Sessions;

/// <summary>What is known of a client that has just proved who its user is.</summary>
/// <param name="User">Whose session it will be.</param>
/// <param name="Kind">What will hold the token.</param>
/// <param name="Platform">What the client runs on.</param>
/// <param name="Device">The installation; an older session of the same user and device is replaced.</param>
/// <param name="DeviceName">What its owner will read in the list.</param>
/// <param name="Address">The client's address.</param>
public sealed record NewSession(UserId User, SessionKind Kind, Platform Platform, DeviceId Device, string DeviceName, string Address)
{
    /// <summary>Whether a browser keeps the session when it closes. Defaults to yes; devices always keep it.</summary>
    public bool StaySignedIn { get; init; } = true;

    /// <summary>What proved whose it is.</summary>
    public SignInMeans Means { get; init; }

    /// <summary>How the user proved who it is just now. Defaults to not at all.</summary>
    public SessionProof Proof { get; init; }
}

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Sessions;

/// <summary>Something that happened to an account, before it is stored.</summary>
/// <param name="User">Whose account.</param>
/// <param name="Kind">What.</param>
/// <param name="At">When.</param>
/// <param name="Session">The session it is about, or <see langword="null"/>.</param>
/// <param name="DeviceName">The client, as "Chrome · Windows"; may be empty. Cut after <see cref="MaxDeviceName"/> characters.</param>
/// <param name="Address">Its address; may be empty.</param>
/// <param name="Detail">A word that says more, as a reason; never a secret. Up to <see cref="MaxDetail"/> characters.</param>
public sealed record SecurityEventDraft(
    UserId User, SecurityEventKind Kind, DateTimeOffset At, SessionId? Session, string DeviceName, string Address, string Detail)
{
    /// <summary>The most characters of a device's name.</summary>
    public const int MaxDeviceName = 128;

    /// <summary>The most characters of a detail.</summary>
    public const int MaxDetail = 64;
}

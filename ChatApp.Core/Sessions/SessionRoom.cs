namespace ChatApp.Core.Sessions;

/// <summary>How much room there is for one more session of a class of devices.</summary>
/// <param name="Class">What is counted together.</param>
/// <param name="Limit">How many of them one person may have at once.</param>
/// <param name="NewcomerWaits">Whether the new session is refused when there is no room; else the one that was unused longest gives way.</param>
public sealed record SessionRoom(DeviceClass Class, int Limit, bool NewcomerWaits);

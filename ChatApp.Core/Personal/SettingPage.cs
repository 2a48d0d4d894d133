namespace ChatApp.Core.Personal;

/// <summary>Changes of a person's settings, in the order they were made.</summary>
/// <param name="Settings">The settings as they are now; one that was changed twice is told once.</param>
/// <param name="Version">Where the next page begins.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="Reset">
/// What the device knows is too old: settings that are off have been forgotten since. It drops what it has and reads everything, from version 0.
/// </param>
public sealed record SettingPage(IReadOnlyList<UserSetting> Settings, long Version, bool HasMore, bool Reset);

using ChatApp.Core.Personal;

namespace ChatApp.Core.Wire;

/// <summary>Changes of the caller's settings.</summary>
public sealed record WireSettingPage(IReadOnlyList<WireSetting> Settings, long Version, bool HasMore, bool Reset)
{
    /// <summary>The wire's form of a page of changes.</summary>
    public static WireSettingPage From(SettingPage page) => new([.. page.Settings.Select(From)], page.Version, page.HasMore, page.Reset);

    /// <summary>The wire's form of a setting.</summary>
    public static WireSetting From(UserSetting setting) => new(setting.Scope, setting.Key, setting.Value, setting.Version);
}

using ChatApp.Core.Personal;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Settings;

/// <summary>Changes of the caller's settings.</summary>
internal sealed record SettingPageResponse(IReadOnlyList<WireSetting> Settings, long Version, bool HasMore, bool Reset)
{
    public static SettingPageResponse From(SettingPage page) => new([.. page.Settings.Select(From)], page.Version, page.HasMore, page.Reset);

    public static WireSetting From(UserSetting setting) => new(setting.Scope, setting.Key, setting.Value, setting.Version);
}

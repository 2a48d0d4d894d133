namespace ChatApp.Web.Api.Settings;

/// <summary>Settings to set.</summary>
internal sealed record SettingsRequest(IReadOnlyList<SettingRequest>? Settings);

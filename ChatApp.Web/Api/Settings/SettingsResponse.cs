using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Settings;

/// <summary>The settings that changed.</summary>
internal sealed record SettingsResponse(IReadOnlyList<WireSetting> Settings);

namespace ChatApp.Web.Api.Settings;

/// <summary>A setting to set.</summary>
internal sealed record SettingRequest(int Scope, string? Key, string? Value);

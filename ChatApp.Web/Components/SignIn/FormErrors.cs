using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>The words for what the forms of sign-in are refused with: for a page that was led back to, and for its script.</summary>
public sealed class FormErrors(IStringLocalizer<Texts> text, ServerSettings settings)
{
    /// <summary>The words for the refusal in an address, or <see langword="null"/> when there is none.</summary>
    /// <param name="form">What the keys of the words begin with, as <c>second</c>.</param>
    /// <param name="known">The refusals that have words of their own.</param>
    /// <param name="name">The refusal's name.</param>
    public string? Of(string form, ErrorCode[] known, string? name)
        => string.IsNullOrEmpty(name)
            ? null
            : Words(form, Enum.TryParse<ErrorCode>(name, out var code) && known.Contains(code) ? code.ToString() : "Other");

    /// <summary>All words of a form by the refusal's name, for its script.</summary>
    public string Json(string form, ErrorCode[] known) => JsonSerializer.Serialize(
        known.Select(code => code.ToString()).Append("Other")
            .ToDictionary(name => name, name => Words(form, name), StringComparer.Ordinal)
            .Append(new("Offline", text["passkey.offline"]))
            .Append(new("Cancelled", text["passkey.cancelled"]))
            .Append(new("Exists", text["passkey.exists"]))
            .ToDictionary(StringComparer.Ordinal));

    private string Words(string form, string name) => text[$"{form}.error.{name}", Math.Max(1, settings.Number(ServerSettingNames.LoginLockout) / 60)];
}

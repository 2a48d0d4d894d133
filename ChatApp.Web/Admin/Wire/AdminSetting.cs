using ChatApp.Core.Administration;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A setting as the hub sends it.</summary>
public sealed record AdminSetting(
    string Name, string Kind, string Value, string Default, long Min, long Max, string? Unit, IReadOnlyList<string>? Choices, bool Locked)
{
    /// <summary>Writes a setting.</summary>
    public static AdminSetting From(SettingView view) => new(
        view.Definition.Name,
        view.Definition.Kind.ToString(),
        view.Value,
        view.Definition.Default,
        view.Definition.Min,
        view.Definition.Max,
        view.Definition.Unit,
        view.Definition.Choices,
        view.Locked);
}

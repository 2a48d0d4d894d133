using System.Globalization;

namespace ChatApp.Core.Settings;

/// <summary>What a setting of the server is: its name, its type and what it may hold. Its words are in the resource files, by name.</summary>
/// <param name="Name">The name on the wire, in configuration and in the table, as <c>Messages.PerUser</c>; the part before the dot is its group.</param>
/// <param name="Kind">What a value looks like.</param>
/// <param name="Default">The value while nobody has set one.</param>
/// <param name="Min">The smallest number; for a text the fewest characters.</param>
/// <param name="Max">The largest number; for a text the most characters.</param>
/// <param name="Unit">The unit of a number, as <c>seconds</c>; a key of the resource files, or <see langword="null"/>.</param>
/// <param name="Choices">What a choice may be.</param>
public sealed record SettingDefinition(
    string Name, SettingKind Kind, string Default, long Min = 0, long Max = int.MaxValue, string? Unit = null, IReadOnlyList<string>? Choices = null)
{
    /// <summary>The group the setting is shown in.</summary>
    public string Group => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Whether a value may be set, in the invariant culture.</summary>
    public bool Accepts(string value) => Kind switch
    {
        SettingKind.Number => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max,
        SettingKind.Switch => value is "true" or "false",
        SettingKind.Choice => Choices?.Contains(value, StringComparer.Ordinal) == true,
        SettingKind.Text => value.Length >= Min && value.Length <= Max && !value.Any(char.IsControl),
    };
}

using System.Globalization;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Personal;

/// <summary>What a scope of a person's settings is.</summary>
/// <param name="Number">The number on the wire and in the table.</param>
/// <param name="Name">The name in English, for people who read the table.</param>
/// <param name="Key">What the key names.</param>
/// <param name="Value">What the value looks like.</param>
/// <param name="Writer">Who may write it.</param>
public sealed record ScopeDefinition(int Number, string Name, ScopeKey Key, ScopeValue Value, ScopeWriter Writer = ScopeWriter.Client)
{
    private const int MinutesOfDay = 1440;

    /// <summary>Whether the key may be used; at most <see cref="UserSettingLimits.MaxKey"/> characters.</summary>
    public bool AcceptsKey(string key) => key.Length <= UserSettingLimits.MaxKey && Key switch
    {
        ScopeKey.None => key.Length == 0,
        ScopeKey.Conversation => SettingKeys.TryParse(key, out _),
        ScopeKey.User or ScopeKey.Group => UserId.TryParse(key, out _),
        ScopeKey.Any => !key.Any(char.IsControl),
    };

    /// <summary>Whether the value may be set; at most <see cref="UserSettingLimits.MaxValue"/> characters. Empty is always accepted.</summary>
    public bool AcceptsValue(string value) => value.Length == 0 || (value.Length <= UserSettingLimits.MaxValue && !value.Contains('\0', StringComparison.Ordinal) && Value switch
    {
        ScopeValue.Switch => value is "0" or "1",
        ScopeValue.SwitchOrUntil or ScopeValue.Number => IsNumber(value),
        ScopeValue.Text => true,
        ScopeValue.Window => value.Split('|') is [var start, var end] && IsMinute(start) && IsMinute(end),
    });

    private static bool IsNumber(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsMinute(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < MinutesOfDay;
}

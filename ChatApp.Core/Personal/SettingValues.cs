using System.Globalization;

namespace ChatApp.Core.Personal;

/// <summary>Reads and writes the values of settings.</summary>
public static class SettingValues
{
    /// <summary>The value of a switch that is on.</summary>
    public const string On = "1";

    /// <summary>Whether a switch is on.</summary>
    public static bool IsOn(string? value) => value == On;

    /// <summary>Whether a switch that may end by itself is on at a moment.</summary>
    public static bool IsOnAt(string? value, DateTimeOffset now)
        => IsOn(value) || (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until > now.ToUnixTimeMilliseconds());

    /// <summary>When a switch goes off by itself; <see langword="null"/> when it is off or stays on.</summary>
    public static DateTimeOffset? UntilOf(string? value)
        => !IsOn(value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(until)
            : null;

    /// <summary>The value of a switch that is on up to a moment.</summary>
    public static string Until(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Net;
using Npgsql;

namespace ChatApp.Web.Composition.Configuration;

/// <summary>A key that the configuration may have.</summary>
/// <param name="Name">The key, as <c>Mqtt:Port</c>.</param>
/// <param name="Kind">What its value looks like.</param>
/// <param name="Min">The smallest number; for a text the fewest characters.</param>
/// <param name="Max">The largest number; for a text the most characters.</param>
/// <param name="Choices">What a choice may be.</param>
internal sealed record ConfigurationKey(string Name, KeyKind Kind, long Min = 0, long Max = int.MaxValue, IReadOnlyList<string>? Choices = null)
{
    /// <summary>Whether a name in the configuration is this key, or an entry of its list.</summary>
    public bool Covers(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        || (Kind == KeyKind.Text && name.StartsWith(Name + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(Name.Length + 1), CultureInfo.InvariantCulture, out _));

    /// <summary>Why a value cannot be, or <see langword="null"/>. Never repeats a value that may be secret.</summary>
    public string? Judge(string value) => Kind switch
    {
        KeyKind.Text when value.Length < Min || value.Length > Max => $"must have {Min} to {Max} characters, and has {value.Length}.",
        KeyKind.Number when !(long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max)
            => $"must be a whole number from {Min} to {Max}, and is '{value}'.",
        KeyKind.Switch when !bool.TryParse(value, out _) => $"must be true or false, and is '{value}'.",
        KeyKind.IpAddress when !IPAddress.TryParse(value, out _) => $"must be an IP address such as 127.0.0.1 or ::, and is '{value}'.",
        KeyKind.Choice when Choices?.Contains(value, StringComparer.Ordinal) != true => $"must be one of {string.Join(", ", Choices ?? [])}, and is '{value}'.",
        KeyKind.Duration when !(TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero)
            => $"must be a time such as 00:00:30 or 14.00:00:00, and is '{value}'.",
        KeyKind.Folder when value.Contains('\0', StringComparison.Ordinal) || value.Trim().Length == 0 => "must be a folder.",
        KeyKind.ConnectionString => JudgeConnectionString(value),
        KeyKind.Urls => JudgeUrls(value),
        _ => null,
    };

    private static string? JudgeConnectionString(string value)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(value).Host) ? "names no Host." : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException)
        {
            return "is not a PostgreSQL connection string such as Host=db;Username=chatapp;Password=…;Database=chatapp.";
        }
    }

    private static string? JudgeUrls(string value)
    {
        foreach (var url in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                if (BindingAddress.Parse(url) is not { Scheme: "http" or "https", PathBase: "" })
                {
                    return $"must be addresses such as http://localhost:5080, and one is '{url}'.";
                }
            }
            catch (FormatException)
            {
                return $"must be addresses such as http://localhost:5080, and one is '{url}'.";
            }
        }

        return null;
    }
}

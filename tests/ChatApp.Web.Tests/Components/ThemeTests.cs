using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace ChatApp.Web.Tests.Components;

/// <summary>Reads the tokens of theme.css and measures the pairs that stand on each other, in both themes (WCAG 1.4.3 and 1.4.11).</summary>
public sealed partial class ThemeTests
{
    private const double Text = 4.5;
    private const double Graphic = 3;

    // Borders of fields and the sign of presence stand on these alone.
    private static readonly string[] Plain = ["bg-0", "bg-1", "bg-float", "chat-bg"];

    private static readonly bool[] Themes = [false, true];

    private static readonly string[] Surfaces = ["bg-0", "bg-1", "bg-2", "bg-3", "bg-float", "chat-bg"];

    [Fact]
    public void Theme_contrast_tokens()
    {
        var tokens = ReadTokens();
        List<(string Front, string Back, double Least)> pairs =
        [
            .. Surfaces.SelectMany(surface => new[] { ("text-1", surface, Text), ("text-2", surface, Text) }),
            .. Surfaces.Where(surface => surface is not "bg-3").Select(surface => ("text-3", surface, Text)),
            .. Surfaces.Where(surface => surface is not "bg-3").SelectMany(surface => new[] { ("accent", surface, Text), ("danger", surface, Text) }),
            .. Surfaces.SelectMany(surface => new[] { ("accent-strong", surface, Text), ("focus", surface, Graphic) }),
            .. Plain.SelectMany(surface => new[] { ("border", surface, Graphic), ("online", surface, Graphic) }),
            .. Enumerable.Range(0, 10).SelectMany(hue => new[] { ("on-accent", $"hue-{hue}", Text), ($"name-{hue}", "their-bubble", Text) }),
            ("on-accent", "accent-fill", Text), ("on-accent", "accent-fill-hover", Text), ("on-accent", "danger-fill", Text), ("on-accent", "muted-fill", Text),
            ("text-1", "their-bubble", Text), ("accent-strong", "their-bubble", Text),
            ("own-text", "own-bubble", Text), ("own-meta", "own-bubble", Text), ("text-1", "flash", Text),
            ("danger", "danger-soft", Text), ("warn", "warn-soft", Text), ("ok", "bg-1", Text), ("ok", "bg-0", Text), ("warn", "bg-1", Text),
        ];

        var failures = pairs.SelectMany(pair => Themes.Select(dark => (pair.Front, pair.Back, pair.Least, Dark: dark, Ratio: Ratio(tokens, pair.Front, pair.Back, dark))))
            .Where(pair => pair.Ratio < pair.Least)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Front} on {pair.Back} ({(pair.Dark ? "dark" : "light")}): {pair.Ratio:0.00} < {pair.Least}"));
        Assert.Empty(failures);
    }

    [Fact]
    public void The_measure_itself_is_right()
    {
        Assert.Equal(21, Ratio(Luminance("#000000"), Luminance("#ffffff")), 2);
        Assert.Equal(4.54, Ratio(Luminance("#767676"), Luminance("#ffffff")), 2);
    }

    private static double Ratio(Dictionary<string, (string Light, string Dark)> tokens, string front, string back, bool dark)
        => Ratio(Luminance(dark ? tokens[front].Dark : tokens[front].Light), Luminance(dark ? tokens[back].Dark : tokens[back].Light));

    private static double Ratio(double one, double other) => (Math.Max(one, other) + .05) / (Math.Min(one, other) + .05);

    private static double Luminance(string color)
    {
        var channels = Enumerable.Range(0, 3).Select(at => int.Parse(color.AsSpan(1 + (at * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d)
            .Select(part => part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4)).ToArray();
        return (.2126 * channels[0]) + (.7152 * channels[1]) + (.0722 * channels[2]);
    }

    // Only the first definition of a token counts: what follows is for prefers-contrast, which asks for more.
    private static Dictionary<string, (string Light, string Dark)> ReadTokens([CallerFilePath] string thisFile = "")
    {
        var css = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "ChatApp.Web", "wwwroot", "theme.css"));
        var tokens = new Dictionary<string, (string Light, string Dark)>(StringComparer.Ordinal);
        foreach (Match match in Token().Matches(css))
        {
            tokens.TryAdd(match.Groups["name"].Value, (match.Groups["light"].Value, match.Groups["dark"].Success ? match.Groups["dark"].Value : match.Groups["light"].Value));
        }

        return tokens;
    }

    [GeneratedRegex(@"--(?<name>[a-z0-9-]+):\s*(?:light-dark\((?<light>#[0-9a-f]{6}),\s*(?<dark>#[0-9a-f]{6})\)|(?<light>#[0-9a-f]{6}));", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Token();
}

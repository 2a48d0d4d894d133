using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatApp.Data.Seeding;

/// <summary>A stretch of talk in one conversation of the demo.</summary>
/// <param name="Conversation">A group's id, or two names joined by a plus sign.</param>
/// <param name="Ago">How long before now it began.</param>
/// <param name="Lines">Who says what.</param>
internal sealed partial record DemoScene(string Conversation, TimeSpan Ago, IReadOnlyList<DemoLine> Lines)
{
    private const string Script = "ChatApp.Data.Seeding.demo-script.txt";

    /// <summary>Every scene of the script, the oldest first.</summary>
    public static IReadOnlyList<DemoScene> ReadAll()
    {
        using var stream = typeof(DemoScene).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"The resource {Script} is missing from the build.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>
    /// Reads the script. A scene starts with <c>= conversation 2d3h</c>; each line after it is <c>name: text</c>, where a leading
    /// <c>^2</c> answers the second message before, and <c>{bob}</c> mentions Bob.
    /// </summary>
    internal static IReadOnlyList<DemoScene> Read(string script)
    {
        var scenes = new List<DemoScene>();
        var lines = new List<DemoLine>();
        foreach (var line in script.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '=')
            {
                var head = line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                lines = [];
                scenes.Add(new DemoScene(head[0], ReadAgo(head[1]), lines));
            }
            else
            {
                lines.Add(ReadLine(line));
            }
        }

        return [.. scenes.OrderByDescending(scene => scene.Ago)];
    }

    private static DemoLine ReadLine(string line)
    {
        var parts = LineFormat().Match(line);
        if (!parts.Success)
        {
            throw new FormatException($"The demo's script has a line that is none: {line}");
        }

        var mentions = new List<string>();
        var text = Mention().Replace(parts.Groups["text"].Value, mention =>
        {
            var person = DemoPerson.Find(mention.Groups["name"].Value);
            mentions.Add(person.Name);
            return "@" + person.DisplayName;
        });
        return new DemoLine(
            DemoPerson.Find(parts.Groups["name"].Value).Name,
            text,
            parts.Groups["back"].Success ? int.Parse(parts.Groups["back"].Value, CultureInfo.InvariantCulture) : null,
            mentions);
    }

    private static TimeSpan ReadAgo(string text) => AgoPart().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) =>
    {
        var amount = int.Parse(part.Groups["amount"].Value, CultureInfo.InvariantCulture);
        return sum + part.Groups["unit"].Value switch
        {
            "d" => TimeSpan.FromDays(amount),
            "h" => TimeSpan.FromHours(amount),
            _ => TimeSpan.FromMinutes(amount),
        };
    });

    [GeneratedRegex(@"^(?<name>[a-z]+): (\^(?<back>\d+) )?(?<text>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineFormat();

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<amount>\d+)(?<unit>[dhm])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AgoPart();
}

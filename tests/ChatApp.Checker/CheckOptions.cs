using System.Globalization;

namespace ChatApp.Checker;

/// <summary>How long to run, and with what dice.</summary>
/// <param name="Duration">How long faults are made; the catching up at the end comes on top.</param>
/// <param name="Seed">Where the dice start: the same seed makes the same plan of faults, though not the same moments.</param>
/// <param name="Folder">Where the history goes.</param>
public sealed record CheckOptions(TimeSpan Duration, int Seed, string Folder)
{
    private static readonly TimeSpan ByHand = TimeSpan.FromMinutes(30);

    /// <summary>Reads <c>--minutes N --seed S --history FOLDER</c>; <see langword="null"/> for what it does not know.</summary>
    public static CheckOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new CheckOptions(ByHand, Environment.ProcessId, Path.Combine("artifacts", "checker"));
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : string.Empty;
            switch (arguments[i])
            {
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes > 0:
                    options = options with { Duration = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--history" when value.Length > 0:
                    options = options with { Folder = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}

using ChatApp.Core.Settings;
using ChatApp.Core.SignIn.Passwords;
using ChatApp.Web.Authentication.Codes;

namespace ChatApp.Web.Composition.Configuration;

/// <summary>Finds every mistake of a configuration before anything is started with it.</summary>
internal static class ConfigurationCheck
{
    private const string SettingsSection = "Settings";

    // Further away than this, a suggestion is a guess.
    private const int LikelyTypo = 3;

    // What opens a door of the server to whoever knows it.
    private static readonly string[] Secrets = ["Metrics:Token", "Codes:SmsSecret"];

    /// <summary>Checks the whole configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="refusesWeakSecrets">Whether a secret that everybody tries first is a mistake too; outside of Development.</param>
    /// <exception cref="ConfigurationException">It has mistakes: all of them, one line each.</exception>
    public static void Run(IConfiguration configuration, bool refusesWeakSecrets = false)
    {
        var mistakes = FindMistakes(configuration).Concat(refusesWeakSecrets ? WeakSecrets(configuration) : []).ToList();
        if (mistakes.Count > 0)
        {
            throw new ConfigurationException(mistakes);
        }
    }

    /// <summary>The server settings that the configuration fixes, by name.</summary>
    public static IReadOnlyDictionary<string, string> LockedSettings(IConfiguration configuration) => Values(configuration, SettingsSection)
        .Select(entry => (Setting: FindSetting(entry.Key), entry.Value))
        .Where(entry => entry.Setting is not null)
        .ToDictionary(entry => entry.Setting!.Name, entry => entry.Setting!.Kind == SettingKind.Switch ? entry.Value.ToLowerInvariant() : entry.Value, StringComparer.Ordinal);

    private static IEnumerable<string> FindMistakes(IConfiguration configuration)
    {
        foreach (var key in ConfigurationKeys.All)
        {
            // An empty value means the same as none: that is how an environment variable is taken back.
            if (configuration[key.Name] is { Length: > 0 } value && key.Judge(value) is { } mistake)
            {
                yield return $"{key.Name} {mistake}";
            }
        }

        var limits = ConfigurationKeys.Limits.SelectMany(section => LimitKey.Of(section.Section, section.Type)).ToList();
        var names = ConfigurationKeys.All.Select(key => key.Name).Concat(limits.Select(limit => limit.Name)).ToList();
        foreach (var (name, value) in ConfigurationKeys.Sections.Where(section => section != SettingsSection)
            .SelectMany(section => Values(configuration, section)).DistinctBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (limits.Find(limit => limit.Covers(name)) is { } limit)
            {
                if (limit.Judge(value) is { } mistake)
                {
                    yield return $"{name} {mistake}";
                }
            }
            else if (!ConfigurationKeys.All.Any(key => key.Covers(name)))
            {
                yield return $"{name} is not a key of ChatApp.{Suggest(name, names)}";
            }
        }

        foreach (var mistake in CarrierMistakes(configuration))
        {
            yield return mistake;
        }

        foreach (var (name, value) in Values(configuration, SettingsSection))
        {
            if (FindSetting(name) is not { } setting)
            {
                yield return $"{name} is not a server setting.{Suggest(name, ServerSettingNames.All.Select(known => $"{SettingsSection}:{known.Name}"))}";
            }
            else if (!setting.Accepts(setting.Kind == SettingKind.Switch ? value.ToLowerInvariant() : value))
            {
                yield return $"{name} must be {Expected(setting)}, and is '{value}'.";
            }
        }
    }

    private static IEnumerable<string> WeakSecrets(IConfiguration configuration) => Secrets
        .Where(key => configuration[key] is { Length: > 0 } value && !PasswordRules.Allow(value, int.MaxValue))
        .Select(key => $"{key} is a value that everybody tries first. Make another, as with: openssl rand -hex 32");

    // What cannot be read at all was said above.
    private static IEnumerable<string> CarrierMistakes(IConfiguration configuration)
    {
        try
        {
            return CodeOptionsCheck.FindMistakes(configuration.GetSection("Codes").Get<CodeOptions>() ?? new CodeOptions());
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    // Environment variables cannot hold a dot, so Settings__Messages__PerUser means Settings:Messages.PerUser too.
    private static SettingDefinition? FindSetting(string key)
    {
        var name = key[(SettingsSection.Length + 1)..].Replace(':', '.');
        return ServerSettingNames.All.FirstOrDefault(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<(string Key, string Value)> Values(IConfiguration configuration, string section) => configuration.GetSection(section)
        .AsEnumerable()
        .Where(entry => !string.IsNullOrEmpty(entry.Value))
        .Select(entry => (entry.Key, entry.Value!))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal);

    private static string Expected(SettingDefinition setting) => setting.Kind switch
    {
        SettingKind.Number => $"a whole number from {setting.Min} to {setting.Max}",
        SettingKind.Switch => "true or false",
        SettingKind.Choice => $"one of {string.Join(", ", setting.Choices ?? [])}",
        SettingKind.Text => $"a line of {setting.Min} to {setting.Max} characters",
    };

    private static string Suggest(string name, IEnumerable<string> known)
    {
        var nearest = known.Select(candidate => (Name: candidate, Distance: EditDistance(candidate, name))).MinBy(candidate => candidate.Distance);
        return nearest.Distance <= LikelyTypo ? $" Did you mean {nearest.Name}?" : " See docs/configuration.md.";
    }

    private static int EditDistance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[^1];
    }
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ChatApp.Core.Settings;
using ChatApp.Web.Composition.Configuration;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

public sealed partial class ConfigurationDocumentTests
{
    [Fact]
    public void The_document_has_every_key_and_no_other()
    {
        var known = ConfigurationKeys.All.Select(key => key.Name)
            .Concat(ConfigurationKeys.Limits.SelectMany(limits => LimitKey.Of(limits.Section, limits.Type)).Select(key => key.Name))
            .Concat(ServerSettingNames.All.Select(setting => $"Settings:{setting.Name}"));

        var described = Row().Matches(Document()).Select(row => row.Groups["key"].Value).Where(key => key == "Urls" || key.Contains(':', StringComparison.Ordinal));

        Assert.Equal(known.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_has_the_defaults_of_the_server_settings()
    {
        foreach (var setting in ServerSettingNames.All)
        {
            var row = Document().Split('\n').Single(line => line.StartsWith($"| `Settings:{setting.Name}`", StringComparison.Ordinal));
            Assert.Equal(setting.Default, row.Split('|')[^2].Trim(' ', '`'));
        }
    }

    private static string Document([CallerFilePath] string thisFile = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "configuration.md"));

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z][A-Za-z.:]*)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}

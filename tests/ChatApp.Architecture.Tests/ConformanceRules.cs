using System.Text.RegularExpressions;
using Xunit;

namespace ChatApp.Architecture.Tests;

/// <summary>docs/mqtt-conformance.md says what shows each statement of the standards; this holds it to the tests that exist.</summary>
public sealed partial class ConformanceRules
{
    private const int Statements311 = 141;
    private const int Statements500 = 251;

    [Fact]
    public void Every_statement_of_the_MQTT_standards_has_a_test_that_exists_or_a_reason()
    {
        var table = Row().Matches(File.ReadAllText(Solution.Sources(".md").Single(source => source.Path == "docs/mqtt-conformance.md").File));
        var tests = Solution.Sources(".cs").Where(source => source.Path.StartsWith("tests/", StringComparison.Ordinal)).Select(source => File.ReadAllText(source.File)).ToArray();

        Assert.Equal(Statements311 + Statements500, table.Count);
        Assert.All(table, row => Assert.True(row.Groups["why"].Value.Trim().Length > 2, row.Value));
        foreach (Match name in Test().Matches(string.Concat(table.Select(row => row.Groups["why"].Value))))
        {
            Assert.Contains(
                tests,
                text => text.Contains($"class {name.Groups["class"].Value}", StringComparison.Ordinal) && text.Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"^\| (?<id>\d+\.\d+\.\d+-\d+) \| (?<why>.*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+)\.(?<test>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Test();
}

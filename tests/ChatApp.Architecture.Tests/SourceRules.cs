using System.Text.RegularExpressions;
using Xunit;

namespace ChatApp.Architecture.Tests;

public sealed partial class SourceRules
{
    private const int MaxLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
        => Assert.Empty(Solution.Sources(".cs", ".razor", ".js", ".css")
            .Where(source => File.ReadLines(source.File).Count() > MaxLines)
            .Select(source => source.Path));

    [Fact]
    public void No_user_text_can_become_markup()
        => Assert.Empty(Solution.Sources(".razor", ".razor.cs")
            .Where(source => source.Path.StartsWith("ChatApp.Web/", StringComparison.Ordinal))
            .Where(source => File.ReadAllText(source.File) is var text
                && (text.Contains("MarkupString", StringComparison.Ordinal) || text.Contains("AddMarkupContent", StringComparison.Ordinal)))
            .Select(source => source.Path));

    [Fact]
    public void No_script_writes_markup_from_text()
        => Assert.Empty(Solution.Sources(".js")
            .Where(source => source.Path.StartsWith("ChatApp.Web/wwwroot/", StringComparison.Ordinal))
            .Where(source => MarkupFromText().IsMatch(File.ReadAllText(source.File)))
            .Select(source => source.Path));

    // These calls need .NET 10's own client script; the one in use is older (ADR 0006).
    [Fact]
    public void No_component_calls_what_the_client_script_lacks()
        => Assert.Empty(Solution.Sources(".cs", ".razor", ".js")
            .Where(source => source.Path.StartsWith("ChatApp.Web/", StringComparison.Ordinal))
            .Where(source => MissingInClient().IsMatch(File.ReadAllText(source.File)))
            .Select(source => source.Path));

    [Fact]
    public void Log_numbers_are_used_once()
    {
        var numbers = Solution.Sources("EventIds.cs")
            .SelectMany(source => LogNumber().Matches(File.ReadAllText(source.File)).Select(match => match.Groups["number"].Value))
            .ToArray();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [GeneratedRegex(@"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkupFromText();

    [GeneratedRegex(@"\.(GetValueAsync|SetValueAsync|InvokeConstructorAsync)\b|Blazor\.(pause|resume)Circuit|components-reconnect-state-changed", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingInClient();

    [GeneratedRegex(@"const int \w+ = (?<number>\d+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogNumber();
}

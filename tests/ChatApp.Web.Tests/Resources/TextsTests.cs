using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ChatApp.Web.Tests.Resources;

public sealed partial class TextsTests
{
    [Fact]
    public void I18n_same_keys_and_the_same_placeholders_in_every_language()
    {
        var (english, chinese) = (Read("Texts.resx"), Read("Texts.zh-Hans.resx"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.True(
            Placeholders(text.Value).SetEquals(Placeholders(chinese[text.Key])), $"{text.Key} has other placeholders in Chinese."));
    }

    [Fact]
    public void Every_text_says_something_and_keeps_to_the_words_of_the_product()
    {
        var (english, chinese) = (Read("Texts.resx"), Read("Texts.zh-Hans.resx"));

        Assert.All(english.Concat(chinese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{text.Key} is empty."));
        Assert.All(chinese, text => Assert.DoesNotMatch("登陆|帐号|您|亲", text.Value));
        Assert.All(english, text => Assert.DoesNotContain("(s)", text.Value, StringComparison.Ordinal));
        Assert.All(chinese.Where(text => !text.Key.StartsWith("names.", StringComparison.Ordinal)), text => Assert.DoesNotMatch("[\u4e00-\u9fff][,;?!]", text.Value));
    }

    [Fact]
    public void Every_plural_has_both_forms()
    {
        var keys = Read("Texts.resx").Keys.ToHashSet(StringComparer.Ordinal);

        var one = keys.Where(key => key.EndsWith(".one", StringComparison.Ordinal) && key != "typing.one");
        Assert.All(one, key => Assert.Contains(key[..^"one".Length] + "other", keys));
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static Dictionary<string, string> Read(string file)
        => XDocument.Load(Path.Combine(Folder(), file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "ChatApp.Web", "Resources"));

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1_000)]
    private static partial Regex Placeholder();
}

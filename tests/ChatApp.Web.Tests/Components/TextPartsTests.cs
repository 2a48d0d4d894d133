using ChatApp.Web.Components.Chat;
using Xunit;

namespace ChatApp.Web.Tests.Components;

public sealed class TextPartsTests
{
    private static readonly MentionMarks Marks = new("@Ann\n@Anna Bell", "@Anna Bell");

    [Theory]
    [InlineData("see https://example.org/a?b=1, please", "https://example.org/a?b=1")]
    [InlineData("看https://example.org/路径。好的", "https://example.org/路径")]
    [InlineData("(www.example.org)", "www.example.org")]
    [InlineData("https://example.org/a_(b)!", "https://example.org/a_(b")]
    public void A_link_ends_where_a_reader_would_end_it(string text, string link)
        => Assert.Equal(link, Assert.Single(TextParts.Split(text, MentionMarks.None), part => part.Kind == TextPartKind.Link).Text);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("xhttps://example.org")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void X01_nothing_else_becomes_a_link(string text)
        => Assert.All(TextParts.Split(text, MentionMarks.None), part => Assert.Equal(TextPartKind.Plain, part.Kind));

    [Fact]
    public void The_longest_mention_wins_and_the_readers_own_is_known()
        => Assert.Equal(
            [
                new TextPart(TextPartKind.MentionMe, "@Anna Bell"), new TextPart(TextPartKind.Plain, " and "),
                new TextPart(TextPartKind.Mention, "@Ann"), new TextPart(TextPartKind.Plain, "!"),
            ],
            TextParts.Split("@Anna Bell and @Ann!", Marks));

    [Theory]
    [InlineData("one https://a.example two @Ann three www.b.example")]
    [InlineData("@Ann@Ann @Anna Bell")]
    [InlineData("\n \t https://\n")]
    public void The_parts_together_are_the_text(string text)
        => Assert.Equal(text, string.Concat(TextParts.Split(text, Marks).Select(part => part.Text)));

    [Theory]
    [InlineData("🎉", true)]
    [InlineData("👍🏽❤️🎂", true)]
    [InlineData("👨‍👩‍👧‍👦", true)]
    [InlineData("🎉🎉🎉🎉", false)]
    [InlineData("🎉 yes", false)]
    [InlineData("", false)]
    [InlineData("12", false)]
    public void A_few_emoji_are_shown_large(string text, bool large) => Assert.Equal(large, TextParts.IsFewEmoji(text));
}

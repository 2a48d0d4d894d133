using ChatApp.Core.Messages.Reactions;
using Xunit;

namespace ChatApp.Core.Tests.Messages;

public sealed class EmojiTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("👍🏽")]
    [InlineData("❤")]
    [InlineData("❤️")]
    [InlineData("✅")]
    [InlineData("☺️")]
    [InlineData("©️")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🏳️‍🌈")]
    [InlineData("🇨🇳")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("🫡")]
    public void One_emoji_is_one(string text) => Assert.True(Emoji.IsOne(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("好")]
    [InlineData("👍👍")]
    [InlineData("👍a")]
    [InlineData("a👍")]
    [InlineData("🇨")]
    [InlineData("🇨🇳🇨🇳")]
    [InlineData("\uFE0F")]
    [InlineData("\u200D")]
    [InlineData("\uD83D")]
    [InlineData("👍\u0301")]
    [InlineData("<b>")]
    [InlineData("👩🏽‍❤️‍💋‍👨🏿")] // 35 bytes
    public void Anything_else_is_none(string? text) => Assert.False(Emoji.IsOne(text));
}

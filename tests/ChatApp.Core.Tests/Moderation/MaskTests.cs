using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

public sealed class MaskTests
{
    [Theory]
    [InlineData("a casino b", "a ****** b")]
    [InlineData("c.a.s.i.n.o!", "***********!")] // separators inside are covered too
    [InlineData("😀 𝐜𝐚𝐬𝐢𝐧𝐨 😀", "😀 ************ 😀")] // a pair is two units, and its neighbours stay whole
    [InlineData("c\u0301asino\u0301x", "********x")] // the accent goes with its letter
    [InlineData("c\na\ns\ni\nn\no", "*\n*\n*\n*\n*\n*")] // lines stay lines
    [InlineData("casinocasino casino", "************ ******")]
    [InlineData("\u202Eonisac\u202C end", "\u202E******\u202C end")]
    [InlineData("no word", "no word")]
    public void A_mask_covers_the_word_where_it_stands_and_nothing_else(string text, string masked)
    {
        var result = TextMask.Apply(text, Words.Find(text, Words.Word("casino", WordAction.Mask)));

        Assert.Equal(masked, result);
        Assert.Equal(text.Length, result.Length);
    }

    [Fact]
    public void Overlapping_words_are_covered_together()
        => Assert.Equal("x*****x", TextMask.Apply("xabcdex", Words.Find("xabcdex", Words.Word("abc"), Words.Word("cde"))));

    [Fact]
    public void A_mask_never_cuts_a_pair_in_half()
    {
        string[] pieces = ["c", "a", "s", "i", "n", "o", "😀", "𝐜", " ", "\u0301", "x", "\u202E", "\u202C", "&#99;"];
        var random = new Random(20_260_601);
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var masked = TextMask.Apply(text, Words.Find(text, Words.Word("casino"), Words.Word("sin"), Words.Word("oa")));

            Assert.Equal(text.Length, masked.Length);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(masked)));
        }
    }
}

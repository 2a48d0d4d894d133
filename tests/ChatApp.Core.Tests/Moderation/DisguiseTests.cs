using Xunit;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>M01: the disguises a word may wear, each found by the rule for the plain word.</summary>
public sealed class DisguiseTests
{
    [Theory]
    [InlineData("casino", "open the casino today", "casino")]
    [InlineData("casino", "ＣＡＳＩＮＯ", "ＣＡＳＩＮＯ")] // full width
    [InlineData("casino", "CaSiNo", "CaSiNo")] // case
    [InlineData("casino", "cas\u200Bi\u200Dno", "cas\u200Bi\u200Dno")] // zero width
    [InlineData("casino", "cas\u00ADino", "cas\u00ADino")] // soft hyphen
    [InlineData("casino", "c\u0301a\u0308s\u0323ino", "c\u0301a\u0308s\u0323ino")] // combining marks
    [InlineData("casino", "cásïnö", "cásïnö")] // composed marks
    [InlineData("casino", "ⓒⓐⓢⓘⓝⓞ", "ⓒⓐⓢⓘⓝⓞ")] // compatibility forms
    [InlineData("casino", "𝐜𝐚𝐬𝐢𝐧𝐨", "𝐜𝐚𝐬𝐢𝐧𝐨")] // mathematical letters, two units each
    [InlineData("casino", "🅲🅰🆂🅸🅽🅾", "🅲🅰🆂🅸🅽🅾")] // negative squares
    [InlineData("casino", "саsіnо", "саsіnо")] // Cyrillic letters among Latin ones
    [InlineData("casino", "cαsιnο", "cαsιnο")] // Greek letters among Latin ones
    [InlineData("casino", "c😀a😀s😀i😀n😀o", "c😀a😀s😀i😀n😀o")] // emoji between
    [InlineData("casino", "c a s i n o", "c a s i n o")] // spaces between
    [InlineData("casino", "c.a.s.i.n.o", "c.a.s.i.n.o")] // full stops between
    [InlineData("casino", "ca-si*no", "ca-si*no")] // signs between
    [InlineData("casino", "c, a, s, i, n, o!", "c, a, s, i, n, o")] // punctuation between
    [InlineData("casino", "caaaasiiinooo", "caaaasiiinooo")] // repeated letters
    [InlineData("casino", "\u202Eonisac\u202C", "onisac")] // shown backwards
    [InlineData("casino", "c\na\ns\ni\nn\no", "c\na\ns\ni\nn\no")] // over lines
    [InlineData("casino", "```\ncasino\n```", "casino")] // code block
    [InlineData("casino", "[casino](https://example.org)", "casino")] // link text
    [InlineData("casino", "https://example.org/casino/1", "casino")] // address
    [InlineData("casino", "&#99;&#x61;sino", "&#99;&#x61;sino")] // entities
    [InlineData("赌博", "網上賭博平台", "賭博")] // traditional
    [InlineData("賭博", "网上赌博平台", "赌博")] // a traditional rule, a simplified text
    [InlineData("赌博", "网上赌 博平台", "赌 博")]
    [InlineData("赌博", "网上赌*博平台", "赌*博")]
    [InlineData("赌博", "网上赌.博平台", "赌.博")]
    [InlineData("赌博", "网上赌\u200B博平台", "赌\u200B博")]
    [InlineData("赌博", "网上赌🎲博平台", "赌🎲博")]
    [InlineData("赌博", "网上赌\n博平台", "赌\n博")]
    [InlineData("赌博", "网上赌赌赌博博平台", "赌赌赌博博")]
    [InlineData("赌博", "赌，博", "赌，博")]
    [InlineData("赌博", "\u202E博赌", "博赌")]
    [InlineData("赌博", "&#36172;&#21338;", "&#36172;&#21338;")]
    [InlineData("法轮功", "大法，轮，功的", "法，轮，功")]
    [InlineData("加v信", "加 Ｖ 信", "加 Ｖ 信")]
    [InlineData("buy drugs now", "Buy drugs now!", "Buy drugs now")] // a phrase
    [InlineData("buy drugs now", "BUY  DRUGS\nNOW", "BUY  DRUGS\nNOW")]
    [InlineData("привет", "ну Привет тебе", "Привет")] // a Russian rule
    [InlineData("сор", "мой сорняк", "сор")] // a Russian rule of letters that all look Latin
    [InlineData("straße", "STRASSE straße", "straße")]
    public void M01_a_disguised_word_is_found_whole(string word, string text, string piece)
        => Assert.Equal([piece], Words.Pieces(text, Words.Word(word)));

    [Fact]
    public void M01_two_words_in_one_text_are_both_found()
        => Assert.Equal(["赌博", "casino"], Words.Pieces("赌博 casino", Words.Word("casino"), Words.Word("赌博")));

    [Fact]
    public void M01_a_word_inside_another_word_is_found_beside_it()
        => Assert.Equal(["abcd", "bc"], Words.Pieces("xabcdx", Words.Word("abcd"), Words.Word("bc"), Words.Word("bcx")));
}

using System.Text;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>M07 and X07: files of words as they come, and as they leave.</summary>
public sealed class WordFileTests
{
    private static readonly WordDraft Defaults = new("", "general", Action: WordAction.Mask);

    [Fact]
    public void M07_a_list_of_one_word_a_line_takes_the_defaults()
    {
        var (words, bad) = WordFile.Read("赌博\r\n\r\n# a note\n casino \n", Defaults);

        Assert.Equal([Defaults with { Text = "赌博" }, Defaults with { Text = "casino" }], words);
        Assert.Empty(bad);
    }

    [Fact]
    public void M07_columns_may_be_named_in_any_order_and_left_empty()
    {
        var (words, bad) = WordFile.Read("word,note,action,scopes\n\"buy, now\",\"a \"\"note\"\"\",flag,Messages Names\nx1,,,\n", Defaults);

        Assert.Empty(bad);
        Assert.Equal(
            Defaults with { Text = "buy, now", Note = "a \"note\"", Action = WordAction.Flag, Scopes = ModerationScope.Messages | ModerationScope.Names },
            words[0]);
        Assert.Equal(Defaults with { Text = "x1" }, words[1]);
    }

    [Fact]
    public void M07_bad_lines_are_left_out_each_with_its_reason()
    {
        var tooLong = new string('a', SensitiveWord.MaxText + 1);
        var (words, bad) = WordFile.Read($"good\n***\n{tooLong}\ngood\nx,c,Sometimes\ny,c,Contains,Ignore\nz,c,1\nw,c,,,,,,,extra\n{tooLong[1..]}", Defaults);

        Assert.Equal(["good", tooLong[1..]], words.Select(word => word.Text));
        Assert.Equal(
            [
                (2, WordFault.NoLetters), (3, WordFault.TooLong), (4, WordFault.Repeated), (5, WordFault.BadColumn),
                (6, WordFault.BadColumn), (7, WordFault.BadColumn), (8, WordFault.BadColumn),
            ],
            bad.Select(line => (line.Line, line.Reason)));
    }

    [Fact]
    public void M07_every_action_can_be_imported()
    {
        var (words, bad) = WordFile.Read(string.Concat(Enum.GetNames<WordAction>().Select(action => $"{action}word,c,Contains,{action}\n")), Defaults);

        Assert.Empty(bad);
        Assert.Equal(Enum.GetValues<WordAction>(), words.Select(word => word.Action));
    }

    [Fact]
    public void M07_files_are_read_in_the_encodings_they_come_in()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!;

        Assert.Equal("赌博", WordFile.Decode(Encoding.UTF8.GetBytes("赌博")));
        Assert.Equal("赌博", WordFile.Decode([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("赌博")]));
        Assert.Equal("赌博", WordFile.Decode([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("赌博")]));
        Assert.Equal("赌博", WordFile.Decode([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("赌博")]));
        Assert.Equal("赌博\n发票", WordFile.Decode(gbk.GetBytes("赌博\n发票")));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@sum")]
    public void X07_a_cell_that_a_spreadsheet_would_run_leaves_with_an_apostrophe_and_comes_back_without(string text)
    {
        var word = Words.Word(text) with { Note = text, Category = text };

        var file = WordFile.Write([word]);

        Assert.DoesNotContain(file.Split("\r\n")[1].Split(','), cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]);
        Assert.Equal(WordDraft.Of(word), Assert.Single(WordFile.Read(WordFile.Decode(Encoding.UTF8.GetBytes(file)), new WordDraft("")).Words));
    }

    [Fact]
    public void An_export_comes_back_as_it_was()
    {
        SensitiveWord[] words =
        [
            Words.Word("buy, \"now\"", WordAction.Flag, WordMatch.WholeWord, ModerationScope.Names | ModerationScope.GroupNames),
            Words.Word("赌博") with { Enabled = false, Note = "说明", Category = "类", ExpiresAt = Words.Now.AddTicks(12_345) },
        ];

        var (read, bad) = WordFile.Read(WordFile.Decode(Encoding.UTF8.GetBytes(WordFile.Write(words))), new WordDraft(""));

        Assert.Empty(bad);
        Assert.Equal(words.Select(WordDraft.Of), read);
    }

    [Fact]
    public void A_plan_says_what_is_new_what_changes_and_what_goes()
    {
        var list = new WordList(5, [Words.Word("keep"), Words.Word("change"), Words.Word("drop")]);

        var merged = WordImport.Plan(list, "keep\nchange,c\nnew", replace: false, new WordDraft(""), maxWords: 100);
        var replaced = WordImport.Plan(list, "keep\nchange,c\nnew", replace: true, new WordDraft(""), maxWords: 100);

        Assert.Equal((5L, 1, 1, 0, 1), (merged.Version, merged.Added.Count, merged.Changed.Count, merged.Removed.Count, merged.Unchanged));
        Assert.Equal("drop", Assert.Single(replaced.Removed).Text);
    }

    [Fact]
    public void A_plan_takes_words_up_to_the_limit_and_names_the_rest()
    {
        var list = new WordList(1, [Words.Word("a1"), Words.Word("a2")]);

        var plan = WordImport.Plan(list, "a1\nb1\nb2\nb3", replace: false, new WordDraft(""), maxWords: 4);

        Assert.Equal(["b1", "b2"], plan.Added.Select(word => word.Text));
        Assert.Equal([("b3", WordFault.TooMany)], plan.BadLines.Select(line => (line.Text, line.Reason)));
    }
}

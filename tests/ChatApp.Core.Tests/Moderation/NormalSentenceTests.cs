using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>M01: normal text that holds the letters of a word, and not the word.</summary>
public sealed class NormalSentenceTests
{
    private static readonly SensitiveWord[] Rules =
    [
        Words.Word("shit"), Words.Word("penis"), Words.Word("hell", match: WordMatch.WholeWord), Words.Word("god"), Words.Word("ass", match: WordMatch.WholeWord),
        Words.Word("法轮"), Words.Word("赌博"), Words.Word("cop", match: WordMatch.WholeWord), Words.Word("rape", match: WordMatch.WholeWord),
        Words.Word("anal", match: WordMatch.WholeWord), Words.Word("sex", match: WordMatch.WholeWord), Words.Word("操妈"),
    ];

    [Theory]
    [InlineData("The pen is on the table.")]
    [InlineData("Did this hit the wall?")]
    [InlineData("He'll be there, she'll come later.")]
    [InlineData("That was a good game, good luck!")]
    [InlineData("The class will assess the assignment as usual.")]
    [InlineData("Grapes and drapes are on sale in Essex and Sussex.")]
    [InlineData("Please analyse the canal survey.")]
    [InlineData("Push it. Is it pen? Is not.")]
    [InlineData("This, hit by rain, was late")]
    [InlineData("他很喜欢书法，轮到他上台了。")]
    [InlineData("先下注赌一把！博物馆见。")]
    [InlineData("做完早操，妈妈来接我。")]
    [InlineData("我打赌，博士会来")]
    [InlineData("Копать огород весной")]
    [InlineData("今天天气不错，我们去公园散步吧 😀")]
    [InlineData("明天 10:30 开会，地点在 3 号楼 A 座；请带上 U 盘。")]
    [InlineData("&amp; &lt;b&gt; R&D; AT&T;")]
    [InlineData("a.b.c.d e-f_g *h* ~i~")]
    [InlineData("")]
    [InlineData("👍👍👍")]
    public void M01_normal_text_is_not_hit(string text) => Assert.Empty(Words.Pieces(text, Rules));

    [Fact]
    public void M01_ten_thousand_normal_sentences_are_not_hit()
    {
        string[] who = ["我", "他", "王芳", "老师", "同事们", "Alice", "the team", "our class", "小李", "客服"];
        string[] does = ["喜欢", "正在看", "买了", "讨论", "will review", "is writing", "整理好了", "忘记带", "打算学", "sent"];
        string[] what = ["书法", "博物馆的门票", "the pen", "一份报告", "this hit song", "早操视频", "glasses", "a good book", "物理作业", "新手机"];
        string[] end = ["，轮到你了。", "，妈妈知道。", ". Is it ok?", "！博士说。", " as usual.", "？", "…", " 👍", "\n谢谢", ", she'll see."];
        var snapshot = Words.Snapshot(Rules);

        var hit = (from a in who from b in does from c in what from d in end select $"{a} {b} {c}{d}")
            .Where(sentence => snapshot.Find(sentence, ModerationScope.Messages, Words.Now).Count > 0);

        Assert.Empty(hit);
    }

    [Theory]
    [InlineData("as hell", "hell")]
    [InlineData("go to hell!", "hell")]
    [InlineData("买hell的", "hell")]
    public void A_whole_word_needs_no_space_where_the_script_changes(string text, string piece)
        => Assert.Equal([piece], Words.Pieces(text, Words.Word("hell", match: WordMatch.WholeWord)));

    [Theory]
    [InlineData("hell", true)]
    [InlineData(" Hell! ", true)]
    [InlineData("h e l l", true)]
    [InlineData("hello", false)]
    [InlineData("oh hell", false)]
    public void An_exact_word_is_the_whole_text(string text, bool isHit)
        => Assert.Equal(isHit, Words.Find(text, Words.Word("hell", match: WordMatch.Exact)).Count > 0);

    [Fact]
    public void A_word_further_than_sixteen_signs_apart_is_two_words()
    {
        Assert.Single(Words.Pieces($"赌{new string('*', 16)}博", Words.Word("赌博")));
        Assert.Empty(Words.Pieces($"赌{new string('*', 17)}博", Words.Word("赌博")));
    }
}

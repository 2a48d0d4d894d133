using System.Diagnostics;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

[CollectionDefinition(nameof(AutomatonTests), DisableParallelization = true)]
[Collection(nameof(AutomatonTests))]
public sealed class AutomatonTests(ITestOutputHelper output)
{
    // The best of as many as it takes: what the machine can do, whatever else it is doing.
    private const int Rounds = 50;

    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestWorst = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void M06_a_hundred_thousand_words_load_within_a_second_and_match_8000_characters_within_two_milliseconds()
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 100_000).Select(i => Words.Word(RandomWord(random) + i.ToString("x", null))).ToArray();
        var text = string.Concat(Enumerable.Range(0, 8_000).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
        var mixed = string.Concat(Enumerable.Repeat("今天 we 去了 the casino，很好玩 and fun。", 400))[..8_000];

        var load = Best(LongestLoad, () => Words.Snapshot(words));
        var snapshot = Words.Snapshot(words);
        var match = Best(LongestMatch, () => snapshot.Find(text, ModerationScope.Messages, Words.Now));
        var matchMixed = Best(LongestMatch, () => snapshot.Find(mixed, ModerationScope.Messages, Words.Now));

        output.WriteLine($"load {load.TotalMilliseconds:0} ms, match {match.TotalMilliseconds:0.000} ms, mixed {matchMixed.TotalMilliseconds:0.000} ms");
        Assert.InRange(load, TimeSpan.Zero, LongestLoad);
        Assert.InRange(match, TimeSpan.Zero, LongestMatch);
        Assert.InRange(matchMixed, TimeSpan.Zero, LongestMatch);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("a ")]
    [InlineData("a\u0301")]
    [InlineData("&#97;")]
    [InlineData("\u202Eab\u202C")]
    public void M05_no_text_takes_long_whatever_the_words_are(string piece)
    {
        var nested = Enumerable.Range(1, 60).Select(length => Words.Word(string.Concat(Enumerable.Repeat("ab", length))[..length])).ToArray();
        var snapshot = Words.Snapshot(nested);
        var text = string.Concat(Enumerable.Repeat(piece, 8_000))[..8_000];

        var match = Best(LongestWorst, () => snapshot.Find(text, ModerationScope.Messages, Words.Now));

        // Nearly half a million hits at the worst; a backtracking search would need years.
        Assert.InRange(match, TimeSpan.Zero, LongestWorst);
    }

    [Fact]
    public void It_finds_what_a_search_for_each_word_finds()
    {
        var random = new Random(7);
        var words = Enumerable.Range(0, 60)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => (char)('a' + random.Next(3)))))
            .Where(word => !HasRun(word))
            .Distinct()
            .ToArray();
        var snapshot = Words.Snapshot([.. words.Select(word => Words.Word(word))]);
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 20).Select(i => (char)('a' + ((i + random.Next(1, 3)) % 3))));
            if (HasRun(text))
            {
                continue;
            }

            var expected = words
                .SelectMany(word => Enumerable.Range(0, text.Length)
                    .Where(at => string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                    .Select(at => (at, word)))
                .Order();
            var found = snapshot.Find(text, ModerationScope.Messages, Words.Now).Select(hit => (hit.Start, hit.Word.Text)).Order();
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Scope_expiry_and_switch_decide_whether_a_word_counts()
    {
        var word = Words.Word("casino", scopes: ModerationScope.Names | ModerationScope.Notices);
        Assert.Empty(Words.Snapshot(word).Find("casino", ModerationScope.Messages, Words.Now));
        Assert.Single(Words.Snapshot(word).Find("casino", ModerationScope.Names, Words.Now));
        Assert.Empty(Words.Snapshot(word with { Enabled = false }).Find("casino", ModerationScope.Names, Words.Now));

        var expiring = Words.Snapshot(word with { ExpiresAt = Words.Now });
        Assert.Single(expiring.Find("casino", ModerationScope.Names, Words.Now.AddTicks(-1)));
        Assert.Empty(expiring.Find("casino", ModerationScope.Names, Words.Now));
    }

    private static bool HasRun(string text) => text.Zip(text.Skip(1)).Any(pair => pair.First == pair.Second);

    private static string RandomWord(Random random)
        => random.Next(2) == 0
            ? string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(0x4E00, 0x9FA5)))
            : string.Concat(Enumerable.Range(0, random.Next(4, 10)).Select(_ => (char)('a' + random.Next(26))));

    private static TimeSpan Best(TimeSpan enough, Func<object> act)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds && best > enough; round++)
        {
            var started = Stopwatch.GetTimestamp();
            GC.KeepAlive(act());
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return best;
    }
}

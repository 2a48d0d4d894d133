using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Data.Tests.Moderation;

/// <summary>What every store of words does.</summary>
public abstract class SensitiveWordStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Editor = new("root");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_list_is_empty_and_has_version_zero()
    {
        var store = await CreateAsync();

        Assert.Equal(0, await store.VersionAsync(Cancellation));
        Assert.Empty((await store.LoadAsync(Cancellation)).Words);
    }

    [Fact]
    public async Task A_word_comes_back_as_it_was_entered()
    {
        var store = await CreateAsync();
        var draft = new WordDraft(
            "赌博", "违法", WordMatch.WholeWord, WordAction.Mask, ModerationScope.Names | ModerationScope.Notices, Enabled: false, "说明", Now.AddDays(3));

        var added = (await AddAsync(store, draft)).Value;
        var found = await store.FindAsync(added.Id, Cancellation);

        Assert.Equal(draft, WordDraft.Of(found!));
        Assert.Equal((Editor, Now, 1L), (found!.ChangedBy, found.ChangedAt, found.Version));
        Assert.Equal([found], (await store.LoadAsync(Cancellation)).Words);
    }

    [Fact]
    public async Task Each_change_gives_the_list_the_next_version_and_a_refused_one_does_not()
    {
        var store = await CreateAsync();

        var word = (await AddAsync(store, new WordDraft("one"))).Value;
        Assert.Equal(ErrorCode.Conflict, (await AddAsync(store, new WordDraft("one"))).Refusal);
        Assert.Equal(ErrorCode.QuotaExceeded, (await store.AddAsync(new WordDraft("two"), Editor, Now, maxWords: 1, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await store.RemoveAsync(word.Id + 1000, Cancellation)).Refusal);
        Assert.Equal(1, await store.VersionAsync(Cancellation));

        var changed = await store.ChangeAsync(word.Id, word.Version, new WordDraft("uno"), Editor, Now, Cancellation);
        Assert.Equal(2, changed.Value.Version);
        Assert.Equal(3, (await store.RemoveAsync(word.Id, Cancellation)).Value);
        Assert.Equal(3, await store.VersionAsync(Cancellation));
    }

    [Fact]
    public async Task A_change_of_a_word_that_somebody_else_changed_is_refused()
    {
        var store = await CreateAsync();
        var word = (await AddAsync(store, new WordDraft("one"))).Value;
        var other = (await AddAsync(store, new WordDraft("two"))).Value;
        await store.ChangeAsync(word.Id, word.Version, new WordDraft("one", "c"), Editor, Now, Cancellation);

        Assert.Equal(
            ErrorCode.Conflict, (await store.ChangeAsync(word.Id, word.Version, new WordDraft("one", "d"), Editor, Now, Cancellation)).Refusal);
        Assert.Equal(
            ErrorCode.Conflict, (await store.ChangeAsync(other.Id, other.Version, new WordDraft("one"), Editor, Now, Cancellation)).Refusal);
        Assert.Equal(
            ErrorCode.NotFound, (await store.ChangeAsync(other.Id + 1000, 1, new WordDraft("three"), Editor, Now, Cancellation)).Refusal);
    }

    [Theory]
    [InlineData(WordOrder.Newest, new[] { "e", "d", "c", "b", "a" })]
    [InlineData(WordOrder.Text, new[] { "a", "b", "c", "d", "e" })]
    public async Task Pages_follow_one_another_without_gap_or_repeat(WordOrder order, string[] expected)
    {
        var store = await CreateAsync();
        foreach (var text in (string[])["a", "b", "c", "d", "e"])
        {
            await AddAsync(store, new WordDraft(text));
        }

        var seen = new List<string>();
        SensitiveWord? after = null;
        while (await store.ListAsync(new WordQuery(Order: order, After: after, Limit: 2), Cancellation) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(word => word.Text));
            after = page[^1];
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Filters_narrow_and_a_percent_sign_is_only_a_percent_sign()
    {
        var store = await CreateAsync();
        await AddAsync(store, new WordDraft("Casino", "Gambling", Action: WordAction.Mask));
        await AddAsync(store, new WordDraft("100%", "Adverts", Enabled: false, Note: "not casino"));
        await AddAsync(store, new WordDraft("1000"));

        Assert.Equal(["100%", "Casino"], await TextsAsync(store, new WordQuery(Text: "casino")));
        Assert.Equal(["100%"], await TextsAsync(store, new WordQuery(Text: "0%")));
        Assert.Equal(["Casino"], await TextsAsync(store, new WordQuery(Category: "Gambling")));
        Assert.Equal(["Casino"], await TextsAsync(store, new WordQuery(Action: WordAction.Mask)));
        Assert.Equal(["100%"], await TextsAsync(store, new WordQuery(Enabled: false)));
        Assert.Equal(["Adverts", "Gambling"], await store.ListCategoriesAsync(Cancellation));
    }

    [Fact]
    public async Task An_import_adds_changes_and_removes_at_once_or_not_at_all()
    {
        var store = await CreateAsync();
        await AddAsync(store, new WordDraft("keep"));
        await AddAsync(store, new WordDraft("change"));
        await AddAsync(store, new WordDraft("drop"));
        var plan = WordImport.Plan(
            await store.LoadAsync(Cancellation), "keep\nchange,c,,Mask,,,,2026-12-01\nnew 词,,Exact", replace: true, new WordDraft(""), 10);

        Assert.Equal(4, (await store.ApplyAsync(plan, Editor, Now, Cancellation)).Value);
        Assert.Equal(ErrorCode.Conflict, (await store.ApplyAsync(plan, Editor, Now, Cancellation)).Refusal);

        var list = await store.LoadAsync(Cancellation);
        Assert.Equal(4, list.Version);
        Assert.Equal(["change", "keep", "new 词"], list.Words.Select(word => word.Text).Order(StringComparer.Ordinal));
        var changed = list.Words.Single(word => word.Text == "change");
        Assert.Equal((WordAction.Mask, "c", 4L), (changed.Action, changed.Category, changed.Version));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), changed.ExpiresAt);
        Assert.Equal(WordMatch.Exact, list.Words.Single(word => word.Text == "new 词").Match);
    }

    [Fact]
    public async Task Words_added_side_by_side_get_versions_of_their_own()
    {
        var store = await CreateAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync(store, new WordDraft($"w{i}"))));

        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i), added.Select(word => word.Value.Version).Order());
        Assert.Equal(8, await store.VersionAsync(Cancellation));
    }

    protected abstract Task<ISensitiveWordStore> CreateAsync();

    private static Task<Outcome<SensitiveWord>> AddAsync(ISensitiveWordStore store, WordDraft draft)
        => store.AddAsync(draft, Editor, Now, maxWords: 1000, Cancellation);

    private static async Task<IEnumerable<string>> TextsAsync(ISensitiveWordStore store, WordQuery query)
        => (await store.ListAsync(query, Cancellation)).Select(word => word.Text);
}

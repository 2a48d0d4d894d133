using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Settings;
using ChatApp.Testing;
using ChatApp.Testing.Moderation;
using ChatApp.Testing.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

public sealed class ModerationServiceTests : IDisposable
{
    private static readonly UserId Root = new("root");
    private static readonly HitContext Somewhere = new(new UserId("alice"), new ConversationId(1), "group:g1");

    private readonly InMemoryWordStore _words = new();
    private readonly InMemoryHitStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly InProcessNodeBus _bus = new(NullLogger<InProcessNodeBus>.Instance);
    private readonly ServerSettings _settings;
    private readonly HitRecorder _recorder;
    private readonly ModerationService _moderation;

    public ModerationServiceTests()
    {
        var limits = Options.Create(new ModerationLimits { MaxWaitingHits = 2 });
        _settings = new ServerSettings(new InMemorySettingStore(), _bus, _clock, new Dictionary<string, string>());
        _recorder = new HitRecorder(limits);
        _moderation = new ModerationService(_words, _recorder, _settings, _clock, limits);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _moderation.Dispose();
        _recorder.Dispose();
    }

    [Fact]
    public async Task The_strongest_word_of_a_text_decides()
    {
        await AddAsync("flagged", WordAction.Flag);
        await AddAsync("masked", WordAction.Mask);
        await AddAsync("refused", WordAction.Refuse);
        await AddAsync("held", WordAction.Hold);
        await AddAsync("dropped", WordAction.Drop);

        Assert.Equal((VerdictKind.Pass, "fine"), Judge("fine"));
        Assert.Equal((VerdictKind.Flag, "a flagged b"), Judge("a flagged b"));
        Assert.Equal((VerdictKind.Mask, "flagged ******"), Judge("flagged masked"));
        Assert.Equal((VerdictKind.Refuse, "flagged masked refused"), Judge("flagged masked refused"));
        Assert.Equal((VerdictKind.Hold, "held ******"), Judge("held masked"));
        Assert.Equal((VerdictKind.Drop, "dropped held"), Judge("dropped held"));
        Assert.Equal((VerdictKind.Refuse, "refused dropped held"), Judge("refused dropped held"));
    }

    [Fact]
    public async Task A_text_full_of_weak_words_does_not_hide_a_strong_one()
    {
        await AddAsync("ab", WordAction.Flag);
        await AddAsync("refused", WordAction.Refuse);

        Assert.Equal(VerdictKind.Refuse, Judge(string.Concat(Enumerable.Repeat("ab ", 2_000)) + "refused").Kind);
    }

    [Fact]
    public async Task A_refused_author_is_told_the_own_words_only_while_the_setting_says_so()
    {
        await AddAsync("casino", WordAction.Refuse);

        Assert.Equal(["c.a.s.i.n.o"], _moderation.Inspect("my c.a.s.i.n.o", ModerationScope.Messages).ShownWords);

        await _settings.SetAsync(ServerSettingNames.ModerationShowWord.Name, "false", Root, Cancellation);
        Assert.Empty(_moderation.Inspect("my c.a.s.i.n.o", ModerationScope.Messages).ShownWords);
    }

    [Fact]
    public async Task Hits_are_stored_later_one_for_each_word_and_told()
    {
        await AddAsync("casino", WordAction.Flag);
        await AddAsync("dice", WordAction.Flag);
        var told = new List<HitRecorded>();
        using var subscription = _bus.Subscribe<HitRecorded>(told.Add);
        using var writer = new HitWriter(_recorder, _store, _bus, TimeProvider.System, NullLogger<HitWriter>.Instance);

        _moderation.Record(_moderation.Inspect("nothing", ModerationScope.Messages), Somewhere);
        _moderation.Record(_moderation.Inspect("a casino, a casino and dice", ModerationScope.Messages), Somewhere);
        await writer.StartAsync(Cancellation);
        await UntilAsync(() => told.Count == 2);
        await writer.StopAsync(Cancellation);

        var hits = await _store.ListAsync(new HitFilter(), before: null, 10, Cancellation);
        Assert.Equal([("dice", 23), ("casino", 2)], hits.Select(hit => (hit.Word, hit.Start)));
        Assert.All(hits, hit => Assert.Equal("a casino, a casino and dice", hit.Original));
        Assert.Equal(["casino", "dice"], told.Select(hit => hit.Word));
    }

    [Fact]
    public async Task When_the_queue_is_full_hits_are_counted_and_lost_and_nobody_waits()
    {
        await AddAsync("casino", WordAction.Flag);
        var verdict = _moderation.Inspect("casino", ModerationScope.Messages);

        for (var i = 0; i < 5; i++)
        {
            _moderation.Record(verdict, Somewhere);
        }

        Assert.Equal(3, _recorder.Lost);
    }

    [Fact]
    public async Task Hits_wait_while_the_store_is_away()
    {
        await AddAsync("casino", WordAction.Flag);
        var store = new FailingHitStore(_store, failures: 2);
        using var writer = new HitWriter(_recorder, store, _bus, TimeProvider.System, NullLogger<HitWriter>.Instance);
        await writer.StartAsync(Cancellation);

        _moderation.Record(_moderation.Inspect("casino", ModerationScope.Messages), Somewhere);
        await store.Stored.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await writer.StopAsync(Cancellation);

        Assert.Single(await _store.ListAsync(new HitFilter(), before: null, 10, Cancellation));
    }

    [Fact]
    public async Task M03_a_change_on_another_node_is_in_force_soon()
    {
        using var reloader = new WordReloader(
            _moderation, _bus, TimeProvider.System, Options.Create(new ModerationLimits()), NullLogger<WordReloader>.Instance);
        await reloader.StartAsync(Cancellation);

        var added = await _words.AddAsync(new WordDraft("casino"), Root, _clock.GetUtcNow(), 10, Cancellation);
        _bus.Publish(new WordsChanged(added.Value.Version));

        await UntilAsync(() => Judge("casino").Kind == VerdictKind.Refuse);
        await reloader.StopAsync(Cancellation);
    }

    [Fact]
    public async Task M03_a_change_whose_hint_was_lost_is_found_by_the_check_of_the_version()
    {
        using var reloader = new WordReloader(
            _moderation,
            _bus,
            TimeProvider.System,
            Options.Create(new ModerationLimits { VersionCheck = TimeSpan.FromMilliseconds(50) }),
            NullLogger<WordReloader>.Instance);
        await reloader.StartAsync(Cancellation);

        await _words.AddAsync(new WordDraft("casino"), Root, _clock.GetUtcNow(), 10, Cancellation);

        await UntilAsync(() => Judge("casino").Kind == VerdictKind.Refuse);
        await reloader.StopAsync(Cancellation);
    }

    private (VerdictKind Kind, string Text) Judge(string text)
    {
        var verdict = _moderation.Inspect(text, ModerationScope.Messages);
        return (verdict.Kind, verdict.Text);
    }

    private async Task AddAsync(string word, WordAction action)
    {
        await _words.AddAsync(new WordDraft(word, Action: action), Root, _clock.GetUtcNow(), 10, Cancellation);
        await _moderation.ReloadAsync(Cancellation);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        // It takes milliseconds; the rest is for machines that build something else at the same time.
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}

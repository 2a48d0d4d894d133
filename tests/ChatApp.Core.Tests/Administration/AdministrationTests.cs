using ChatApp.Core.Administration;
using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Settings;
using ChatApp.Core.Users;
using ChatApp.Testing;
using ChatApp.Testing.Audit;
using ChatApp.Testing.Moderation;
using ChatApp.Testing.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Core.Tests.Administration;

public sealed class AdministrationTests : IDisposable
{
    private static readonly Administrator Admin = new(new UserId("root"), [Roles.Admin]);
    private static readonly Administrator Moderator = new(new UserId("mia"), [Roles.Moderator]);
    private static readonly Administrator Auditor = new(new UserId("otto"), [Roles.Auditor]);
    private static readonly Administrator Nobody = new(new UserId("alice"), []);

    private readonly InMemoryAuditStore _entries = new();
    private readonly InMemoryHitStore _hits = new();
    private readonly InProcessNodeBus _bus = new(NullLogger<InProcessNodeBus>.Instance);
    private readonly HitRecorder _recorder = new(Options.Create(new ModerationLimits()));
    private readonly ModerationService _moderation;
    private readonly ServerSettings _settings;
    private readonly WordAdministration _words;
    private readonly HitAdministration _hitAdministration;
    private readonly SettingAdministration _settingAdministration;

    public AdministrationTests()
    {
        var clock = new ManualClock();
        var limits = Options.Create(new ModerationLimits());
        var store = new InMemoryWordStore();
        var settingStore = new InMemorySettingStore();
        var audit = new AuditLog(_entries, clock);
        _settings = new ServerSettings(settingStore, _bus, clock, new Dictionary<string, string> { ["Groups.MaxMembers"] = "50" });
        _moderation = new ModerationService(store, _recorder, _settings, clock, limits);
        _words = new WordAdministration(store, _hits, _moderation, audit, _bus, clock, limits);
        _hitAdministration = new HitAdministration(_hits, audit);
        _settingAdministration = new SettingAdministration(_settings, settingStore, audit);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _moderation.Dispose();
        _recorder.Dispose();
    }

    [Fact]
    public async Task A_word_is_in_force_and_on_record_when_its_task_ends_and_gone_when_it_is_removed()
    {
        var told = new List<long>();
        using var subscription = _bus.Subscribe<WordsChanged>(changed => told.Add(changed.Version));

        var added = (await _words.AddAsync(Moderator, new WordDraft(" casino "), Cancellation)).Value;
        Assert.Equal(VerdictKind.Refuse, _moderation.Inspect("casino", ModerationScope.Messages).Kind);

        var changed = await _words.ChangeAsync(Admin, added.Id, added.Version, new WordDraft("casino", Action: WordAction.Mask), Cancellation);
        Assert.Equal("******", _moderation.Inspect("casino", ModerationScope.Messages).Text);

        var removed = (await _words.RemoveAsync(Admin, changed.Value.Id, Cancellation)).Value;
        Assert.Equal(VerdictKind.Pass, _moderation.Inspect("casino", ModerationScope.Messages).Kind);

        // Undo: what was removed is put back as it was.
        await _words.AddAsync(Admin, WordDraft.Of(removed), Cancellation);
        Assert.Equal(VerdictKind.Mask, _moderation.Inspect("casino", ModerationScope.Messages).Kind);

        Assert.Equal([1L, 2L, 3L, 4L], told);
        Assert.Equal(["word.add", "word.change", "word.remove", "word.add"], _entries.Entries.Select(entry => entry.What.Action));
        Assert.Equal("mia", _entries.Entries[0].What.Actor.Value);
        Assert.Contains("\"action\":\"Mask\"", _entries.Entries[1].What.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_could_never_be_found_is_refused()
    {
        Assert.Equal(ErrorCode.InvalidRequest, (await _words.AddAsync(Admin, new WordDraft("***"), Cancellation)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _words.AddAsync(Admin, new WordDraft("a", Action: (WordAction)9), Cancellation)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _words.AddAsync(Admin, new WordDraft("a", Scopes: ModerationScope.None), Cancellation)).Refusal);
        Assert.Equal(
            ErrorCode.InvalidRequest, (await _words.AddAsync(Admin, new WordDraft(new string('a', SensitiveWord.MaxText + 1)), Cancellation)).Refusal);
        Assert.Empty(_entries.Entries);
    }

    [Fact]
    public async Task An_import_does_what_its_plan_showed_and_nothing_if_the_list_moved_on()
    {
        var plan = (await _words.PlanImportAsync(Admin, "casino\ndice", replace: false, new WordDraft(""), Cancellation)).Value;
        Assert.Equal(VerdictKind.Pass, _moderation.Inspect("casino", ModerationScope.Messages).Kind);

        Assert.Null((await _words.ApplyImportAsync(Admin, plan, Cancellation)).Refusal);
        Assert.Equal(VerdictKind.Refuse, _moderation.Inspect("dice", ModerationScope.Messages).Kind);
        Assert.Equal(ErrorCode.Conflict, (await _words.ApplyImportAsync(Admin, plan, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_trial_shows_what_the_server_reads_and_records_nothing()
    {
        await _words.AddAsync(Admin, new WordDraft("casino", Action: WordAction.Mask), Cancellation);

        var trial = _words.Try(Auditor, "my Ｃ.á.s.і.n.o", ModerationScope.Messages).Value;

        Assert.Equal("my c a s i n o", trial.Normalized);
        Assert.Equal("my ***********", trial.Verdict.Text);
        Assert.False(_recorder.Reader.TryRead(out _));
        Assert.Equal(ErrorCode.BodyTooLarge, _words.Try(Auditor, new string('a', 8_001), ModerationScope.Messages).Refusal);
    }

    [Fact]
    public async Task A11_the_text_behind_a_hit_is_covered_until_a_moderator_gives_a_reason_that_is_on_record()
    {
        var hit = (await _hits.AddAsync(
            [
                new SensitiveHit(
                    0, 1, "casino", WordAction.Flag, ModerationScope.Messages, new UserId("alice"), null, "single:alice:bob", "meet me, casino 10", 9, 6, default),
            ],
            Cancellation))[0];

        var page = (await _hitAdministration.ListAsync(Auditor, new HitFilter(), before: null, 10, Cancellation)).Value;
        Assert.Equal("•••• ••• casino ••", Assert.Single(page.Hits).Original);

        Assert.Equal(ErrorCode.Forbidden, (await _hitAdministration.RevealAsync(Auditor, hit.Id, "curious", Cancellation)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _hitAdministration.RevealAsync(Moderator, hit.Id, " ", Cancellation)).Refusal);
        Assert.Empty(_entries.Entries);

        Assert.Equal("meet me, casino 10", (await _hitAdministration.RevealAsync(Moderator, hit.Id, "a report", Cancellation)).Value.Original);
        var entry = Assert.Single(_entries.Entries).What;
        Assert.Equal(("hit.reveal", "a report", "mia"), (entry.Action, entry.Reason, entry.Actor.Value));
        Assert.DoesNotContain("meet", entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_is_in_force_at_once_and_on_record_and_one_that_the_configuration_fixes_stays()
    {
        Assert.Null((await _settingAdministration.SetAsync(Admin, "Messages.PerUser", "30", "load", Cancellation)).Refusal);

        Assert.Equal(30, _settings.Number(ServerSettingNames.MessagesPerUser));
        Assert.Equal("{\"from\":\"20\",\"to\":\"30\"}", Assert.Single(_entries.Entries).What.Details);
        Assert.Equal(ErrorCode.Forbidden, (await _settingAdministration.SetAsync(Admin, "Groups.MaxMembers", "60", null, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _settingAdministration.SetAsync(Admin, "Messages.PerUser", "-1", null, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _settingAdministration.SetAsync(Admin, "No.Such", "1", null, Cancellation)).Refusal);
        Assert.True(_settingAdministration.List(Auditor).Value.Single(view => view.Definition.Name == "Groups.MaxMembers").Locked);
    }

    [Fact]
    public async Task A01_each_act_asks_for_its_right()
    {
        var draft = new WordDraft("x1");
        (string Act, AdminRight Right, Func<Administrator, Task<ErrorCode?>> Run)[] acts =
        [
            ("list words", AdminRight.Read, async actor => (await _words.ListAsync(actor, new WordQuery(), Cancellation)).Refusal),
            ("list categories", AdminRight.Read, async actor => (await _words.ListCategoriesAsync(actor, Cancellation)).Refusal),
            ("try", AdminRight.Read, actor => Task.FromResult(_words.Try(actor, "x", ModerationScope.Messages).Refusal)),
            ("export words", AdminRight.Read, async actor => (await _words.ExportAsync(actor, Cancellation)).Refusal),
            ("list hits", AdminRight.Read, async actor => (await _hitAdministration.ListAsync(actor, new HitFilter(), null, 10, Cancellation)).Refusal),
            ("list settings", AdminRight.Read, actor => Task.FromResult(_settingAdministration.List(actor).Refusal)),
            ("setting history", AdminRight.Read, async actor => (await _settingAdministration.ListChangesAsync(actor, null, null, 10, Cancellation)).Refusal),
            ("add word", AdminRight.Moderate, async actor => (await _words.AddAsync(actor, draft, Cancellation)).Refusal),
            ("change word", AdminRight.Moderate, async actor => (await _words.ChangeAsync(actor, 999, 1, draft, Cancellation)).Refusal),
            ("remove word", AdminRight.Moderate, async actor => (await _words.RemoveAsync(actor, 999, Cancellation)).Refusal),
            ("plan import", AdminRight.Moderate, async actor => (await _words.PlanImportAsync(actor, "x", false, draft, Cancellation)).Refusal),
            ("apply import", AdminRight.Moderate, async actor => (await _words.ApplyImportAsync(actor, new WordImportPlan(-1, [], [], [], 0, []), Cancellation)).Refusal),
            ("reveal hit", AdminRight.Moderate, async actor => (await _hitAdministration.RevealAsync(actor, 999, "r", Cancellation)).Refusal),
            ("set setting", AdminRight.Administer, async actor => (await _settingAdministration.SetAsync(actor, "No.Such", "1", null, Cancellation)).Refusal),
        ];

        foreach (var (act, right, run) in acts)
        {
            foreach (var actor in (Administrator[])[Admin, Moderator, Auditor, Nobody])
            {
                Assert.True(actor.Allows(right) == (await run(actor) != ErrorCode.Forbidden), $"{act} by {actor.Id}");
            }
        }
    }

    [Fact]
    public void A01_the_rights_of_the_roles()
    {
        Assert.Equal([true, true, true], Enum.GetValues<AdminRight>().Select(Admin.Allows));
        Assert.Equal([true, true, false], Enum.GetValues<AdminRight>().Select(Moderator.Allows));
        Assert.Equal([true, false, false], Enum.GetValues<AdminRight>().Select(Auditor.Allows));
        Assert.Equal([false, false, false], Enum.GetValues<AdminRight>().Select(Nobody.Allows));
    }
}

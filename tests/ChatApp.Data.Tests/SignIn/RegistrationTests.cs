using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Registration;
using ChatApp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Making an account, in each mode, over the real tables.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Password = "five green bottles";

    private readonly ManualClock _clock = new();
    private readonly RecordingCodeSender _sender = new();
    private readonly SignInLimits _limits = new() { RegistrationsPerAddress = 1_000 };
    private StoreProvider _stores = null!;
    private ServerSettings _settings = null!;
    private RobotCheck _robots = null!;
    private RegistrationService _registration = null!;
    private IAccountCredentials _credentials = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _credentials = _stores.Get<IAccountCredentials>();
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        _settings = new ServerSettings(_stores.Get<IServerSettingStore>(), bus, _clock, new Dictionary<string, string>(StringComparer.Ordinal));
        var challenges = new ChallengeService(_stores.Get<IChallengeStore>(), _clock);
        var attempts = new AttemptLimiter(_stores.Get<IAttemptStore>(), _clock);
        _robots = new RobotCheck(challenges, attempts);
        var sessions = new SessionService(_stores.Get<ISessionStore>(), _settings, bus, _clock, Options.Create(new SessionLimits()));
        _registration = new RegistrationService(
            _credentials, _stores.Get<IAccountStore>(), _sender, challenges, _robots, attempts, sessions, _settings, Options.Create(_limits),
            NullLogger<RegistrationService>.Instance);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Closed_is_the_default_and_lets_nobody_in()
        => Assert.Equal(ErrorCode.Forbidden, (await RegisterAsync(await DraftAsync("zhang"))).Refusal);

    [Fact]
    public async Task Open_makes_an_account_that_signs_in_once_a_name()
    {
        await SetAsync("open");

        var issued = await RegisterAsync(await DraftAsync("zhang"));

        Assert.Equal("zhang", issued.Value.Session.User.Value);
        Assert.True(await _credentials.CheckPasswordAsync(await _credentials.FindAsync("zhang", Cancellation), Password, Cancellation));
        Assert.Equal(ErrorCode.NameTaken, (await RegisterAsync(await DraftAsync("ZHANG"))).Refusal);
    }

    [Theory]
    [InlineData("admin", ErrorCode.NameTaken)]
    [InlineData("System", ErrorCode.NameTaken)]
    [InlineData("张三", ErrorCode.InvalidRequest)]
    [InlineData("a b", ErrorCode.InvalidRequest)]
    [InlineData("", ErrorCode.InvalidRequest)]
    [InlineData("<b>", ErrorCode.InvalidRequest)]
    public async Task A_name_that_cannot_be_or_would_be_believed_is_refused(string name, ErrorCode refusal)
    {
        await SetAsync("open");

        Assert.Equal(refusal, (await RegisterAsync(await DraftAsync(name))).Refusal);
    }

    [Fact]
    public async Task An_invitation_makes_one_account_also_when_two_come_at_once_and_a_bad_password_costs_nobody_it()
    {
        await SetAsync("invite");
        var invitation = await _registration.InviteAsync(new UserId("root"), Cancellation);
        Assert.Equal(ErrorCode.Lapsed, (await RegisterAsync(await DraftAsync("zhang"))).Refusal);
        Assert.Equal(ErrorCode.WeakPassword, (await RegisterAsync(await DraftAsync("zhang", "12345678") with { Invitation = invitation })).Refusal);
        var (first, second) = (await DraftAsync("li") with { Invitation = invitation }, await DraftAsync("wang") with { Invitation = invitation });

        var answers = await Task.WhenAll(RegisterAsync(first), RegisterAsync(second));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Single(answers, answer => answer.Refusal == ErrorCode.Lapsed);
        Assert.False(await _registration.IsInvitationAsync(invitation, Cancellation));
    }

    [Fact]
    public async Task An_invitation_ends_after_seven_days()
    {
        await SetAsync("invite");
        var invitation = await _registration.InviteAsync(new UserId("root"), Cancellation);

        _clock.Advance(TimeSpan.FromDays(7));

        Assert.False(await _registration.IsInvitationAsync(invitation, Cancellation));
    }

    [Theory]
    [InlineData("zhang@corp.example", null)]
    [InlineData("zhang@CORP.example", null)]
    [InlineData("zhang@evil.example", ErrorCode.InvalidRequest)]
    [InlineData("zhang@corp.example.evil", ErrorCode.InvalidRequest)]
    [InlineData("corp.example@evil.example", ErrorCode.InvalidRequest)]
    [InlineData("\"a@corp.example\"@evil.example", ErrorCode.InvalidRequest)]
    public async Task Domain_sends_codes_to_addresses_of_the_organisation_alone(string email, ErrorCode? refusal)
    {
        await SetAsync("domain", "corp.example, other.example");

        var sent = await _registration.SendCodeAsync(await DraftAsync("zhang"), email, "::1", Cancellation);

        Assert.Equal(refusal, sent.Refusal);
        Assert.Equal(refusal is null ? 1 : 0, _sender.Sent.Count);
    }

    [Fact]
    public async Task Domain_takes_the_code_once_and_the_account_has_the_address()
    {
        await SetAsync("domain", "corp.example");
        var secret = (await _registration.SendCodeAsync(await DraftAsync("zhang"), "zhang@corp.example", "::1", Cancellation)).Value;
        var code = _sender.Sent[^1].Code;
        var draft = await DraftAsync("zhang") with { EmailSecret = secret, EmailCode = code == "000000" ? "000001" : "000000" };
        Assert.Equal(ErrorCode.WrongCode, (await RegisterAsync(draft)).Refusal);

        Assert.Null((await RegisterAsync(draft with { EmailCode = code })).Refusal);

        Assert.Equal("zhang", (await _credentials.FindAsync("zhang@corp.example", Cancellation))?.Id);
        Assert.Equal(ErrorCode.WrongCode, (await RegisterAsync(draft with { UserName = "zhang2", EmailCode = code })).Refusal);
    }

    [Fact]
    public async Task A06_whether_somebody_has_the_address_is_not_told()
    {
        await SetAsync("domain", "corp.example");
        var secret = (await _registration.SendCodeAsync(await DraftAsync("zhang"), "zhang@corp.example", "::1", Cancellation)).Value;
        await RegisterAsync(await DraftAsync("zhang") with { EmailSecret = secret, EmailCode = _sender.Sent[^1].Code });

        var again = await _registration.SendCodeAsync(await DraftAsync("li"), "zhang@corp.example", "::1", Cancellation);

        Assert.Null(again.Refusal);
        Assert.Single(_sender.Sent);
    }

    [Fact]
    public async Task Terms_that_are_in_force_must_be_accepted_and_their_version_is_kept()
    {
        await SetAsync("open");
        Assert.Null((await _settings.SetAsync("Registration.TermsVersion", "3", new UserId("root"), Cancellation)).Refusal);

        Assert.Equal(ErrorCode.TermsRequired, (await RegisterAsync(await DraftAsync("zhang") with { TermsAccepted = false })).Refusal);
        Assert.Null((await RegisterAsync(await DraftAsync("zhang"))).Refusal);

        Assert.Equal(3, (await _credentials.FindAsync("zhang", Cancellation))?.TermsVersion);
    }

    [Fact]
    public async Task A_robot_that_did_no_work_answers_wrong_or_comes_twice_is_refused()
    {
        await SetAsync("open");
        var asked = await _robots.AskAsync(Cancellation);
        var work = Work(asked);
        var sum = (asked.First + asked.Second).ToString(CultureInfo.InvariantCulture);

        Assert.Equal(ErrorCode.CheckFailed, (await _robots.JudgeAsync(secret: null, work, answer: null, "::1", Cancellation)).Refusal);
        Assert.Null((await _robots.JudgeAsync(asked.Secret, work, answer: null, "::1", Cancellation)).Refusal);
        Assert.Equal(ErrorCode.CheckFailed, (await _robots.JudgeAsync(asked.Secret, work, answer: null, "::1", Cancellation)).Refusal);
        Assert.Equal(ErrorCode.CheckFailed, (await _robots.JudgeAsync((await _robots.AskAsync(Cancellation)).Secret, "1", sum, "::1", Cancellation)).Refusal);
        Assert.Equal(ErrorCode.CheckFailed, (await _robots.JudgeAsync((await _robots.AskAsync(Cancellation)).Secret, work: null, "99", "::1", Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_person_without_scripts_answers_in_words_and_an_address_only_a_few_times()
    {
        for (var at = 0; at < 5; at++)
        {
            Assert.Null(await AnswerAsync());
        }

        Assert.Equal(ErrorCode.TooFast, await AnswerAsync());
    }

    [Fact]
    public async Task An_address_may_not_try_for_ever()
    {
        await SetAsync("open");
        _limits.RegistrationsPerAddress = 2;
        Assert.Null((await RegisterAsync(await DraftAsync("zhang"))).Refusal);
        Assert.Null((await RegisterAsync(await DraftAsync("li"))).Refusal);

        Assert.Equal(ErrorCode.TooFast, (await RegisterAsync(await DraftAsync("wang"))).Refusal);
    }

    private static string Work(RobotQuestion asked)
    {
        for (var number = 0; ; number++)
        {
            var work = number.ToString(CultureInfo.InvariantCulture);
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{asked.Secret}:{work}"));
            if (System.Numerics.BitOperations.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash)) >= asked.Bits)
            {
                return work;
            }
        }
    }

    private async Task<ErrorCode?> AnswerAsync()
    {
        var asked = await _robots.AskAsync(Cancellation);
        return (await _robots.JudgeAsync(asked.Secret, work: null, $" {asked.First + asked.Second} ", "10.3.0.1", Cancellation)).Refusal;
    }

    private async Task<RegistrationDraft> DraftAsync(string name, string password = Password)
    {
        var asked = await _robots.AskAsync(Cancellation);
        return new RegistrationDraft(name, "张三", password, TermsAccepted: true) { RobotSecret = asked.Secret, RobotWork = Work(asked) };
    }

    private async Task SetAsync(string mode, string? domains = null)
    {
        Assert.Null((await _settings.SetAsync("Registration.Mode", mode, new UserId("root"), Cancellation)).Refusal);
        if (domains is not null)
        {
            Assert.Null((await _settings.SetAsync("Registration.Domains", domains, new UserId("root"), Cancellation)).Refusal);
        }
    }

    private Task<Outcome<IssuedSession>> RegisterAsync(RegistrationDraft draft)
        => _registration.RegisterAsync(
            draft, new ClientInfo(SessionKind.Browser, Platform.Web, new DeviceId($"d{Guid.NewGuid():N}"), "Test", "::1"), Cancellation);
}

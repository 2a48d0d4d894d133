using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Codes;
using ChatApp.Core.SignIn.Passwords;
using ChatApp.Core.Users;
using ChatApp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Password, number, address and end of an account, over the real tables.</summary>
public sealed class AccountServiceTests : IAsyncLifetime
{
    private const string New = "five green bottles";

    private readonly ManualClock _clock = new();
    private readonly RecordingCodeSender _sender = new();
    private readonly SignInLimits _limits = new();
    private StoreProvider _stores = null!;
    private SessionService _sessions = null!;
    private AccountService _accounts = null!;
    private PasswordReset _reset = null!;
    private IAccountCredentials _credentials = null!;
    private People _people = null!;
    private UserId _alice;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _people = new People(_stores.Database.DataSource);
        _credentials = _stores.Get<IAccountCredentials>();
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        var challenges = new ChallengeService(_stores.Get<IChallengeStore>(), _clock);
        var attempts = new AttemptLimiter(_stores.Get<IAttemptStore>(), _clock);
        var settings = new ServerSettings(_stores.Get<IServerSettingStore>(), bus, _clock, new Dictionary<string, string>(StringComparer.Ordinal));
        _sessions = new SessionService(_stores.Get<ISessionStore>(), settings, bus, _clock, Options.Create(new SessionLimits()));
        var log = new SecurityLog(_stores.Get<ISecurityLogStore>(), _clock, Options.Create(new SessionLimits()));
        _accounts = new AccountService(
            _stores.Get<IAccountStore>(), _credentials, _sender, challenges, attempts, _sessions, log, _clock, Options.Create(_limits), NullLogger<AccountService>.Instance);
        _reset = new PasswordReset(
            _stores.Get<IAccountStore>(), _credentials, _sender, challenges, attempts, _sessions, log, _clock, Options.Create(_limits), NullLogger<PasswordReset>.Instance);
        _alice = await _people.AddAsync("alice", Cancellation);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData("short")]
    [InlineData("Password123")]
    [InlineData("iloveyou!!")]
    [InlineData("woaini1314")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("chatapp2026")]
    public async Task A_password_that_everybody_tries_is_refused(string password)
    {
        var mine = await OpenAsync();

        Assert.Equal(ErrorCode.WeakPassword, (await _accounts.ChangePasswordAsync(_alice, mine.Session.Id, password, endOthers: true, Cancellation)).Refusal);
        Assert.NotNull(await _sessions.ValidateAsync(mine.Token, Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S03_a_new_password_gives_this_session_a_new_token_and_ends_the_others_if_their_owner_wishes(bool endOthers)
    {
        var (mine, other) = (await OpenAsync(), await OpenAsync());

        var changed = await _accounts.ChangePasswordAsync(_alice, mine.Session.Id, New, endOthers, Cancellation);

        Assert.True(await _credentials.CheckPasswordAsync(await AccountAsync(), New, Cancellation));
        Assert.Null(await _sessions.ValidateAsync(mine.Token, Cancellation));
        Assert.Equal(mine.Session.Id, (await _sessions.ValidateAsync(changed.Value.Token, Cancellation))?.Id);
        Assert.Equal(endOthers, await _sessions.ValidateAsync(other.Token, Cancellation) is null);
    }

    [Fact]
    public async Task A_number_and_an_address_are_ones_own_when_their_code_came_back_and_then_lead_to_the_account()
    {
        foreach (var (channel, typed, kept) in new[] { (CodeChannel.Sms, "+86 138-0013-8000", "+8613800138000"), (CodeChannel.Email, "Alice@Example.com", "Alice@Example.com") })
        {
            var secret = (await _accounts.StartContactAsync(_alice, channel, typed, Cancellation)).Value;
            Assert.Equal(new Contact(channel, kept), _sender.Sent[^1].To);
            Assert.Null(await _credentials.FindAsync(kept, Cancellation));
            Assert.Equal(ErrorCode.WrongCode, (await _accounts.ConfirmContactAsync(_alice, secret, Wrong(_sender.Sent[^1].Code), Cancellation)).Refusal);

            Assert.Null((await _accounts.ConfirmContactAsync(_alice, secret, _sender.Sent[^1].Code, Cancellation)).Refusal);

            Assert.Equal(_alice, (await _credentials.FindAsync(kept, Cancellation))?.UserId);
            Assert.Equal(ErrorCode.WrongCode, (await _accounts.ConfirmContactAsync(_alice, secret, _sender.Sent[^1].Code, Cancellation)).Refusal);
        }

        Assert.Equal(_alice, (await _credentials.FindAsync("ALICE@example.COM", Cancellation))?.UserId);
        await _accounts.RemoveContactAsync(_alice, CodeChannel.Email, Cancellation);
        Assert.Null(await _credentials.FindAsync("alice@example.com", Cancellation));
    }

    [Fact]
    public async Task A06_whether_somebody_has_a_number_is_not_told_and_nobody_takes_it_over()
    {
        await ConfirmAsync(_alice, CodeChannel.Sms, "+8613800138001");
        var bob = await _people.AddAsync("bob", Cancellation);
        var before = _sender.Sent.Count;

        var answer = await _accounts.StartContactAsync(bob, CodeChannel.Sms, "+8613800138001", Cancellation);

        Assert.Null(answer.Refusal);
        Assert.Equal(before, _sender.Sent.Count);
        Assert.Equal(_alice, (await _credentials.FindAsync("+8613800138001", Cancellation))?.UserId);
    }

    [Fact]
    public async Task Of_two_who_confirm_one_address_at_once_one_has_it()
    {
        var bob = await _people.AddAsync("bob", Cancellation);
        var first = (await _accounts.StartContactAsync(_alice, CodeChannel.Email, "both@example.com", Cancellation)).Value;
        var firstCode = _sender.Sent[^1].Code;
        var second = (await _accounts.StartContactAsync(bob, CodeChannel.Email, "BOTH@example.com", Cancellation)).Value;
        var secondCode = _sender.Sent[^1].Code;

        var answers = await Task.WhenAll(
            _accounts.ConfirmContactAsync(_alice, first, firstCode, Cancellation), _accounts.ConfirmContactAsync(bob, second, secondCode, Cancellation));

        Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Single(answers, answer => answer.Refusal == ErrorCode.Conflict);
    }

    [Fact]
    public async Task Another_persons_secret_confirms_nothing()
    {
        var bob = await _people.AddAsync("bob", Cancellation);
        var secret = (await _accounts.StartContactAsync(_alice, CodeChannel.Email, "mine@example.com", Cancellation)).Value;

        Assert.Equal(ErrorCode.WrongCode, (await _accounts.ConfirmContactAsync(bob, secret, _sender.Sent[^1].Code, Cancellation)).Refusal);
        Assert.Null(await _credentials.FindAsync("mine@example.com", Cancellation));
    }

    [Theory]
    [InlineData(CodeChannel.Sms, "12a")]
    [InlineData(CodeChannel.Sms, "+")]
    [InlineData(CodeChannel.Email, "nobody")]
    [InlineData(CodeChannel.Email, "a@b")]
    [InlineData(CodeChannel.Email, "a@b.c\r\nRCPT TO:<x@y.z>")]
    [InlineData(CodeChannel.Email, "Alice <a@b.c>")]
    public async Task What_is_no_number_or_address_is_refused(CodeChannel channel, string typed)
        => Assert.Equal(ErrorCode.InvalidRequest, (await _accounts.StartContactAsync(_alice, channel, typed, Cancellation)).Refusal);

    [Fact]
    public async Task A06_a_forgotten_password_is_answered_alike_for_somebody_and_nobody()
    {
        var known = await _reset.StartAsync(_alice.Value, "::1", Cancellation);
        var unknown = await _reset.StartAsync("nobody", "::1", Cancellation);

        Assert.Equal(known.Value.Length, unknown.Value.Length);
        Assert.Single(_sender.Sent);
        Assert.Equal(ErrorCode.WrongCode, (await _reset.CompleteAsync(unknown.Value, "123456", New, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.WrongCode, (await _reset.CompleteAsync(known.Value, Wrong(_sender.Sent[0].Code), New, Cancellation)).Refusal);

        // Nor does the judgement of the new password tell.
        Assert.Equal(ErrorCode.WeakPassword, (await _reset.CompleteAsync(unknown.Value, "123456", "nobody2026", Cancellation)).Refusal);
        Assert.Equal(ErrorCode.WeakPassword, (await _reset.CompleteAsync(known.Value, "123456", $"{_alice.Value}2026", Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_code_gives_a_new_password_once_and_ends_every_session()
    {
        var session = await OpenAsync();
        var secret = (await _reset.StartAsync(_alice.Value, "::1", Cancellation)).Value;
        var code = _sender.Sent[^1].Code;
        Assert.Equal(ErrorCode.WeakPassword, (await _reset.CompleteAsync(secret, code, "12345678", Cancellation)).Refusal);

        Assert.Null((await _reset.CompleteAsync(secret, code, New, Cancellation)).Refusal);

        Assert.True(await _credentials.CheckPasswordAsync(await AccountAsync(), New, Cancellation));
        Assert.Null(await _sessions.ValidateAsync(session.Token, Cancellation));
        Assert.Equal(ErrorCode.WrongCode, (await _reset.CompleteAsync(secret, code, "another good one", Cancellation)).Refusal);
    }

    [Fact]
    public async Task A08_codes_for_a_new_password_die_after_five_tries_and_after_the_next_one()
    {
        var first = (await _reset.StartAsync(_alice.Value, "::1", Cancellation)).Value;
        var firstCode = _sender.Sent[^1].Code;
        var second = (await _reset.StartAsync(_alice.Value, "::1", Cancellation)).Value;
        var code = _sender.Sent[^1].Code;
        Assert.Equal(ErrorCode.WrongCode, (await _reset.CompleteAsync(first, firstCode, New, Cancellation)).Refusal);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _reset.CompleteAsync(second, Wrong(code), New, Cancellation)));

        Assert.Equal(ErrorCode.WrongCode, (await _reset.CompleteAsync(second, code, New, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Codes_for_a_new_password_are_limited_for_an_account_and_an_address()
    {
        for (var at = 0; at < _limits.CodesPerAccount; at++)
        {
            Assert.Null((await _reset.StartAsync(_alice.Value, $"10.1.0.{at}", Cancellation)).Refusal);
        }

        Assert.Equal(ErrorCode.TooFast, (await _reset.StartAsync(_alice.Value, "10.1.1.1", Cancellation)).Refusal);
        for (var at = 0; at < _limits.TriesPerAddress; at++)
        {
            await _reset.StartAsync($"nobody{at}", "10.2.0.1", Cancellation);
        }

        Assert.Equal(ErrorCode.TooFast, (await _reset.StartAsync("somebody", "10.2.0.1", Cancellation)).Refusal);
    }

    [Fact]
    public async Task An_account_is_closed_after_its_grace_and_nothing_opens_it_any_more()
    {
        var session = await OpenAsync();
        await ConfirmAsync(_alice, CodeChannel.Email, "closing@example.com");
        var at = (await _accounts.AskToCloseAsync(_alice, Cancellation)).Value;
        Assert.Equal(_clock.GetUtcNow() + _limits.CloseGrace, at);
        Assert.Null(await _sessions.ValidateAsync(session.Token, Cancellation));

        _clock.Advance(_limits.CloseGrace - TimeSpan.FromMinutes(1));
        await _accounts.CloseDueAsync(Cancellation);
        Assert.NotNull(await _credentials.FindAsync("closing@example.com", Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _accounts.CloseDueAsync(Cancellation);

        Assert.Null(await _credentials.FindAsync("closing@example.com", Cancellation));
        var account = (await AccountAsync())!;
        Assert.Equal((null, "—", AccountStatus.Suspended), (account.PasswordHash, account.DisplayName, account.Status));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await _people.RunAsync("insert into roles (id, name, normalized_name) values ('admin', 'admin', 'ADMIN') on conflict do nothing", Cancellation);
        await _people.RunAsync("insert into user_roles (user_id, role_id) values ($1, 'admin')", Cancellation, _alice.Value);
        Assert.Equal(ErrorCode.Conflict, (await _accounts.AskToCloseAsync(_alice, Cancellation)).Refusal);
        var bob = await _people.AddAsync("bob", Cancellation);
        await _people.RunAsync("insert into user_roles (user_id, role_id) values ($1, 'admin')", Cancellation, bob.Value);

        Assert.Null((await _accounts.AskToCloseAsync(_alice, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.Conflict, (await _accounts.AskToCloseAsync(bob, Cancellation)).Refusal);
    }

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";

    private Task<Account?> AccountAsync() => _credentials.FindAsync(_alice, Cancellation);

    private async Task<IssuedSession> OpenAsync() => (await _sessions.OpenAsync(
        new NewSession(_alice, SessionKind.Device, Platform.Linux, new DeviceId($"d{Guid.NewGuid():N}"), "Linux", "::1"), Cancellation)).Value;

    private async Task ConfirmAsync(UserId user, CodeChannel channel, string address)
    {
        var secret = (await _accounts.StartContactAsync(user, channel, address, Cancellation)).Value;
        Assert.Null((await _accounts.ConfirmContactAsync(user, secret, _sender.Sent[^1].Code, Cancellation)).Refusal);
    }
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Core.Users;
using ChatApp.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Signing in by password and by code, over the real accounts.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly ManualClock _clock = new();
    private readonly RecordingCodeSender _sender = new();
    private readonly SignInLimits _limits = new();
    private StoreProvider _stores = null!;
    private SessionService _sessions = null!;
    private PasswordSignIn _passwords = null!;
    private CodeSignIn _codes = null!;
    private SecondFactorService _factors = null!;
    private SignInCompletion _completion = null!;
    private People _people = null!;
    private UserId _alice;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _people = new People(_stores.Database.DataSource);
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        var settings = new ServerSettings(_stores.Get<IServerSettingStore>(), bus, _clock, new Dictionary<string, string>(StringComparer.Ordinal));
        var attempts = new AttemptLimiter(_stores.Get<IAttemptStore>(), _clock);
        var credentials = _stores.Get<IAccountCredentials>();
        _sessions = new SessionService(_stores.Get<ISessionStore>(), settings, bus, _clock, Options.Create(new SessionLimits()));
        var log = new SecurityLog(_stores.Get<ISecurityLogStore>(), _clock, Options.Create(new SessionLimits()));
        var challenges = new ChallengeService(_stores.Get<IChallengeStore>(), _clock);
        _factors = new SecondFactorService(
            _stores.Get<ISecondFactorStore>(), new NoProtection(), attempts, log, _clock, Options.Create(_limits), NullLogger<SecondFactorService>.Instance);
        _completion = new SignInCompletion(
            _sessions, _factors, challenges, credentials, log, _clock, Options.Create(_limits), NullLogger<SignInCompletion>.Instance);
        _passwords = new PasswordSignIn(
            credentials, attempts, _completion, log, settings, _clock, Options.Create(_limits), NullLogger<PasswordSignIn>.Instance);
        _codes = new CodeSignIn(
            credentials, _stores.Get<ILoginCodeStore>(), _sender, attempts, _completion, log, _clock, Options.Create(_limits), NullLogger<CodeSignIn>.Instance);
        _alice = await _people.AddAsync("alice", Cancellation);
        var hash = _stores.Get<IPasswordHasher<Account>>().HashPassword(new Account(), Password);
        await _people.RunAsync("update users set password_hash = $1 where id = $2", Cancellation, hash, _alice.Value);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_and_the_name_may_be_in_any_case()
    {
        var issued = await SignInAsync(_alice.Value.ToUpperInvariant(), Password);

        Assert.Equal(_alice, issued.Value.Session.User);
        Assert.NotNull(await _sessions.ValidateAsync(issued.Value.Token, Cancellation));
    }

    [Fact]
    public async Task A06_an_unknown_name_is_answered_like_a_wrong_password()
    {
        Assert.Equal(ErrorCode.WrongCredentials, (await SignInAsync("nobody", Password)).Refusal);
        Assert.Equal(ErrorCode.WrongCredentials, (await SignInAsync(_alice.Value, "wrong")).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await SignInAsync(_alice.Value, new string('x', 257))).Refusal);
    }

    [Fact]
    public async Task A07_of_a_hundred_wrong_passwords_at_once_ten_are_looked_at_and_then_the_right_one_waits_too()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(at => SignInAsync(_alice.Value, $"wrong {at}", $"10.0.{at}.1")));

        Assert.Equal(10, answers.Count(answer => answer.Refusal == ErrorCode.WrongCredentials));
        Assert.Equal(90, answers.Count(answer => answer.Refusal == ErrorCode.LockedOut));
        Assert.Equal(ErrorCode.LockedOut, (await SignInAsync(_alice.Value, Password, "10.9.9.9")).Refusal);
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null((await SignInAsync(_alice.Value, Password, "10.9.9.9")).Refusal);
    }

    [Fact]
    public async Task A07_an_address_that_tries_many_accounts_is_locked_out_and_successes_do_not_count()
    {
        for (var at = 0; at < 60; at++)
        {
            Assert.Null((await SignInAsync(_alice.Value, Password, "10.0.0.1")).Refusal);
        }

        var answers = new List<ErrorCode?>();
        for (var at = 0; at < 51; at++)
        {
            answers.Add((await SignInAsync($"user{at}", "x", "10.0.0.1")).Refusal);
        }

        Assert.Equal(50, answers.Count(answer => answer == ErrorCode.WrongCredentials));
        Assert.Equal(ErrorCode.LockedOut, answers[^1]);
        Assert.Null((await SignInAsync(_alice.Value, Password, "10.0.0.2")).Refusal);
    }

    [Fact]
    public async Task S04_a_suspended_account_does_not_sign_in_and_only_who_knows_the_password_hears_why()
    {
        await _people.RunAsync("update users set status = 2 where id = $1", Cancellation, _alice.Value);

        Assert.Equal(ErrorCode.Suspended, (await SignInAsync(_alice.Value, Password)).Refusal);
        Assert.Equal(ErrorCode.WrongCredentials, (await SignInAsync(_alice.Value, "wrong")).Refusal);
        await _codes.StartAsync(_alice.Value, "::1", Cancellation);
        Assert.Empty(_sender.Sent);
    }

    [Fact]
    public async Task A_code_that_was_sent_opens_a_session_once()
    {
        var challenge = await SendAsync();
        var code = _sender.Sent[^1].Code;

        var issued = await CompleteAsync(challenge, code);

        Assert.Equal(_alice, issued.Value.Session.User);
        Assert.Equal(ErrorCode.WrongCode, (await CompleteAsync(challenge, code)).Refusal);
    }

    [Fact]
    public async Task A08_a_code_dies_after_five_tries_even_when_they_come_at_once()
    {
        var challenge = await SendAsync();
        var code = _sender.Sent[^1].Code;
        var wrong = code == "000000" ? "000001" : "000000";

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CompleteAsync(challenge, wrong)));

        Assert.Equal(ErrorCode.WrongCode, (await CompleteAsync(challenge, code)).Refusal);
    }

    [Fact]
    public async Task A08_a_new_code_ends_the_old_one()
    {
        var first = await SendAsync();
        var second = await SendAsync();

        Assert.Equal(ErrorCode.WrongCode, (await CompleteAsync(first, _sender.Sent[0].Code)).Refusal);
        Assert.Null((await CompleteAsync(second, _sender.Sent[1].Code)).Refusal);
    }

    [Fact]
    public async Task A08_of_a_hundred_redeems_at_once_one_wins()
    {
        var challenge = await SendAsync();
        var code = _sender.Sent[^1].Code;

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(at => CompleteAsync(challenge, code, $"10.0.{at}.1")));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Fact]
    public async Task A08_a_code_works_only_where_it_was_asked_for_and_not_for_ever()
    {
        var challenge = await SendAsync();
        var code = _sender.Sent[^1].Code;

        Assert.Equal(ErrorCode.WrongCode, (await CompleteAsync(new string('A', 22), code)).Refusal);
        _clock.Advance(_limits.CodeLifetime);
        Assert.Equal(ErrorCode.WrongCode, (await CompleteAsync(challenge, code)).Refusal);
    }

    [Fact]
    public async Task A06_asking_for_a_code_does_not_tell_whether_the_name_exists()
    {
        var known = await SendAsync();
        var unknown = (await _codes.StartAsync("nobody", "::1", Cancellation)).Value;

        Assert.Equal(known.Length, unknown.Length);
        Assert.Equal(ErrorCode.WrongCode, (await _codes.CompleteAsync("nobody", unknown, "123456", Client("::1"), Cancellation)).Refusal);
    }

    [Fact]
    public async Task The_first_administrator_is_made_once_by_the_printed_link()
    {
        using var firstRun = new FirstRun(_stores.Get<IAccountCredentials>(), _sessions, NullLogger<FirstRun>.Instance);
        var token = await firstRun.CreateTokenAsync(Cancellation);
        Assert.NotNull(token);
        Assert.False(firstRun.IsOpen("other"));
        Assert.Equal(ErrorCode.WeakPassword, (await RedeemAsync(firstRun, token, "root", "short")).Refusal);
        Assert.Equal(ErrorCode.WeakPassword, (await RedeemAsync(firstRun, token, "root", "Password123!")).Refusal);
        Assert.Equal(ErrorCode.NameTaken, (await RedeemAsync(firstRun, token, _alice.Value, Password)).Refusal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(at => RedeemAsync(firstRun, token, $"root{at}", Password)));

        var made = Assert.Single(answers, answer => answer.Refusal is null);
        Assert.Equal([Roles.Admin], (await _sessions.AuthenticateAsync(made.Value.Token, Cancellation))!.Roles);
        Assert.Null(await firstRun.CreateTokenAsync(Cancellation));
        Assert.False(firstRun.IsOpen(token));
    }

    [Fact]
    public void Passwords_are_hashed_with_at_least_210_000_rounds()
    {
        var hash = Convert.FromBase64String(_stores.Get<IPasswordHasher<Account>>().HashPassword(new Account(), Password));

        // Identity's format 1: marker, PRF (2 is HMAC-SHA512), rounds, both big-endian.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.InRange(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)), 210_000u, uint.MaxValue);
    }

    private static ClientInfo Client(string address)
        => new(SessionKind.Device, Platform.Linux, new DeviceId($"d{Guid.NewGuid():N}"), "Linux", address);

    private static Task<Outcome<IssuedSession>> RedeemAsync(FirstRun firstRun, string token, string name, string password)
        => firstRun.RedeemAsync(token, name, "Root", password, Client("::1"), Cancellation);

    private Task<Outcome<IssuedSession>> SignInAsync(string name, string password, string address = "::1")
        => _passwords.SignInAsync(name, password, Client(address), Cancellation);

    private async Task<string> SendAsync() => (await _codes.StartAsync(_alice.Value, "::1", Cancellation)).Value;

    private Task<Outcome<IssuedSession>> CompleteAsync(string challenge, string code, string address = "::1")
        => _codes.CompleteAsync(_alice.Value, challenge, code, Client(address), Cancellation);
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Authenticator apps and recovery codes, over the real tables.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly SignInLimits _limits = new() { SecondFactorTries = 1_000 };
    private StoreProvider _stores = null!;
    private SecondFactorService _factors = null!;
    private UserId _alice;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _factors = new SecondFactorService(
            _stores.Get<ISecondFactorStore>(), new NoProtection(), new AttemptLimiter(_stores.Get<IAttemptStore>(), _clock),
            new SecurityLog(_stores.Get<ISecurityLogStore>(), _clock, Options.Create(new SessionLimits())), _clock,
            Options.Create(_limits), NullLogger<SecondFactorService>.Instance);
        _alice = await new People(_stores.Database.DataSource).AddAsync("alice", Cancellation);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task An_app_is_offered_once_confirmed_by_its_code_and_then_never_shown_again()
    {
        var offered = (await _factors.OfferTotpAsync(_alice, Cancellation)).Value;
        Assert.Equal(offered, (await _factors.OfferTotpAsync(_alice, Cancellation)).Value);
        Assert.False((await _factors.ReadAsync(_alice, Cancellation)).IsOn);
        Assert.Equal(ErrorCode.WrongCode, (await _factors.ConfirmTotpAsync(_alice, Wrong(offered), Cancellation)).Refusal);

        var codes = (await _factors.ConfirmTotpAsync(_alice, Code(offered), Cancellation)).Value;

        Assert.Equal(RecoveryCodes.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(new SecondFactorState(IsOn: true, HasTotp: true, Passkeys: 0, RecoveryCodes.Count), await _factors.ReadAsync(_alice, Cancellation));
        Assert.Equal(ErrorCode.Conflict, (await _factors.OfferTotpAsync(_alice, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A09_a_code_works_once_and_so_do_none_before_it()
    {
        var secret = await TurnOnAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));
        var (now, before) = (Code(secret), Totp.CodeAt(secret, Totp.StepAt(_clock.GetUtcNow()) - 1));

        Assert.Null((await _factors.VerifyAsync(_alice, now, Cancellation)).Refusal);

        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(_alice, now, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(_alice, before, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A09_of_fifty_uses_of_one_code_at_once_one_wins()
    {
        var secret = await TurnOnAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _factors.VerifyAsync(_alice, Code(secret), Cancellation)));

        Assert.Single(answers, answer => answer.Refusal is null);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A09_the_clocks_may_differ_by_one_step_and_no_more(int steps, bool right)
    {
        var secret = await TurnOnAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));

        var answer = await _factors.VerifyAsync(_alice, Totp.CodeAt(secret, Totp.StepAt(_clock.GetUtcNow()) + steps), Cancellation);

        Assert.Equal(right, answer.Refusal is null);
    }

    [Fact]
    public async Task A09_a_recovery_code_works_once_however_it_is_typed_and_only_for_its_owner()
    {
        var codes = await TurnOnForCodesAsync();
        var bob = await new People(_stores.Database.DataSource).AddAsync("bob", Cancellation);

        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(bob, codes[0], Cancellation)).Refusal);
        Assert.Null((await _factors.VerifyAsync(_alice, codes[0].ToLowerInvariant().Replace('-', ' '), Cancellation)).Refusal);
        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(_alice, codes[0], Cancellation)).Refusal);
        Assert.Equal(RecoveryCodes.Count - 1, (await _factors.ReadAsync(_alice, Cancellation)).RecoveryCodes);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        var old = await TurnOnForCodesAsync();

        var codes = (await _factors.RenewRecoveryCodesAsync(_alice, Cancellation)).Value;

        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(_alice, old[1], Cancellation)).Refusal);
        Assert.Null((await _factors.VerifyAsync(_alice, codes[1], Cancellation)).Refusal);
    }

    [Fact]
    public async Task A07_codes_are_limited_for_an_account_also_when_they_come_at_once()
    {
        _limits.SecondFactorTries = 10;
        var secret = await TurnOnAsync();
        _clock.Advance(TimeSpan.FromSeconds(60));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _factors.VerifyAsync(_alice, Wrong(secret), Cancellation)));

        Assert.Equal(10, answers.Count(answer => answer.Refusal == ErrorCode.WrongCode));
        Assert.Equal(ErrorCode.LockedOut, (await _factors.VerifyAsync(_alice, Code(secret), Cancellation)).Refusal);
    }

    [Fact]
    public async Task Turned_off_nothing_is_left()
    {
        var codes = await TurnOnForCodesAsync();

        await _factors.RemoveAsync(_alice, Cancellation);

        Assert.Equal(new SecondFactorState(IsOn: false, HasTotp: false, 0, 0), await _factors.ReadAsync(_alice, Cancellation));
        Assert.Equal(ErrorCode.WrongCode, (await _factors.VerifyAsync(_alice, codes[0], Cancellation)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _factors.TurnOnAsync(_alice, Cancellation)).Refusal);
    }

    private string Code(byte[] secret) => Totp.CodeAt(secret, Totp.StepAt(_clock.GetUtcNow()));

    private string Wrong(byte[] secret) => Totp.CodeAt(secret, Totp.StepAt(_clock.GetUtcNow()) + 1_000_003);

    private async Task<byte[]> TurnOnAsync()
    {
        var secret = (await _factors.OfferTotpAsync(_alice, Cancellation)).Value;
        Assert.Null((await _factors.ConfirmTotpAsync(_alice, Code(secret), Cancellation)).Refusal);
        return secret;
    }

    private async Task<IReadOnlyList<string>> TurnOnForCodesAsync()
    {
        var secret = (await _factors.OfferTotpAsync(_alice, Cancellation)).Value;
        return (await _factors.ConfirmTotpAsync(_alice, Code(secret), Cancellation)).Value;
    }
}

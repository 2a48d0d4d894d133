using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using Xunit;

namespace ChatApp.Data.Tests.QrLogin;

/// <summary>The rules of signing in by QR code, over every store.</summary>
public abstract class QrLoginContract
{
    private const string Browser = "Chrome · Windows";
    private const string Address = "192.0.2.10";

    private int _address;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_signs_a_browser_in()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");
        var login = await CreateLoginAsync(bench);
        Assert.Equal(3, login.Ticket.Choices.Distinct().Count());
        Assert.Contains(login.Ticket.Number, login.Ticket.Choices);
        Assert.All(login.Ticket.Choices, number => Assert.InRange(number, 10, 99));

        var scanned = await bench.Logins.ScanAsync(login.Ticket.TextCode, phone.User, phone.Id, Address, Cancellation);
        Assert.Equal(QrLoginState.Scanned, scanned.Value.State);
        Assert.Equal(login.Ticket.Code, scanned.Value.Code);
        var confirmed = await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation);
        Assert.Equal(QrLoginState.Confirmed, confirmed.Value.State);

        var redeemed = await RedeemAsync(bench, login);
        Assert.Equal(phone.User, redeemed.Value.Session.User);
        Assert.Equal(redeemed.Value.Session, await bench.Sessions.ValidateAsync(redeemed.Value.Token, Cancellation));
    }

    [Fact]
    public async Task Q01_without_the_browsers_secret_nothing_is_redeemed()
    {
        var bench = await CreateAsync();
        var (login, _) = await ConfirmedAsync(bench);
        var other = await CreateLoginAsync(bench);

        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, login, secret: null)).Refusal);
        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, login, other.Secret)).Refusal);
        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, login, new string('A', 43))).Refusal);
        Assert.Null((await RedeemAsync(bench, login)).Refusal);
    }

    [Fact]
    public async Task Q02_who_photographed_the_code_cannot_watch_it()
    {
        var bench = await CreateAsync();
        var login = await CreateLoginAsync(bench);
        var other = await CreateLoginAsync(bench);

        Assert.Equal(ErrorCode.Unauthenticated, (await bench.Logins.WatchAsync(login.Ticket.Code, null, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.Unauthenticated, (await bench.Logins.WatchAsync(login.Ticket.Code, other.Secret, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.Unauthenticated, (await bench.Logins.CancelInBrowserAsync(login.Ticket.Code, secret: null, Cancellation)).Refusal);
        await bench.Logins.CancelInBrowserAsync(login.Ticket.Code, other.Secret, Cancellation);
        Assert.Equal(QrLoginState.Created, (await bench.Logins.WatchAsync(login.Ticket.Code, login.Secret, Cancellation)).Value.State);
    }

    [Fact]
    public async Task Q03_only_the_phone_that_scanned_confirms_and_only_after_its_scan()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");
        var tablet = await OpenAsync(bench, phone.User, "tablet");
        var login = await CreateLoginAsync(bench);

        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation)).Refusal);
        await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation);
        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ConfirmAsync(login.Ticket.Code, tablet.Id, login.Ticket.Number, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.QrTaken, (await bench.Logins.ScanAsync(login.Ticket.Code, tablet.User, tablet.Id, Address, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.QrTaken, (await bench.Logins.PeekAsync(login.Ticket.Code, tablet.Id, Cancellation)).Refusal);
        Assert.Null((await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation)).Refusal);
        Assert.Null((await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Q03_of_a_hundred_phones_that_scan_at_once_one_wins()
    {
        var bench = await CreateAsync();
        var phones = new List<Session>();
        for (var at = 0; at < 100; at++)
        {
            phones.Add(await PhoneAsync(bench, $"u{at}"));
        }

        var login = await CreateLoginAsync(bench);
        var scans = await Task.WhenAll(phones.Select(phone => bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation)));

        Assert.Single(scans, scan => scan.Refusal is null);
        Assert.Equal(99, scans.Count(scan => scan.Refusal == ErrorCode.QrTaken));
    }

    [Fact]
    public async Task Q04_a_hundred_redeems_at_once_make_one_session()
    {
        var bench = await CreateAsync();
        var (login, phone) = await ConfirmedAsync(bench);

        var redeems = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RedeemAsync(bench, login)));

        Assert.Single(redeems, redeem => redeem.Refusal is null);
        Assert.Equal(99, redeems.Count(redeem => redeem.Refusal == ErrorCode.QrExpired));
        Assert.Single(await bench.Sessions.ListAsync(phone.User, Cancellation), session => session.Kind == SessionKind.Browser);
    }

    [Fact]
    public async Task Q05_every_step_ends_with_its_time()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");

        var unscanned = await CreateLoginAsync(bench);
        bench.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ScanAsync(unscanned.Ticket.Code, phone.User, phone.Id, Address, Cancellation)).Refusal);

        var unconfirmed = await CreateLoginAsync(bench);
        await bench.Logins.ScanAsync(unconfirmed.Ticket.Code, phone.User, phone.Id, Address, Cancellation);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ConfirmAsync(unconfirmed.Ticket.Code, phone.Id, unconfirmed.Ticket.Number, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.RefuseAsync(unconfirmed.Ticket.Code, phone.Id, report: false, Cancellation)).Refusal);

        var (unredeemed, _) = await ConfirmedAsync(bench);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, unredeemed)).Refusal);
    }

    [Fact]
    public async Task Q05_what_was_cancelled_or_refused_stays_so()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");

        var cancelled = await CreateLoginAsync(bench);
        await bench.Logins.CancelInBrowserAsync(cancelled.Ticket.Code, cancelled.Secret, Cancellation);
        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ScanAsync(cancelled.Ticket.Code, phone.User, phone.Id, Address, Cancellation)).Refusal);

        var (confirmed, scanner) = await ConfirmedAsync(bench);
        Assert.Null((await bench.Logins.RefuseAsync(confirmed.Ticket.Code, scanner.Id, report: true, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, confirmed)).Refusal);
    }

    [Fact]
    public async Task Q05_when_the_phone_signs_out_before_the_redeem_nobody_is_signed_in()
    {
        var bench = await CreateAsync();
        var (login, phone) = await ConfirmedAsync(bench);

        await bench.Sessions.EndAsync(phone.Id, phone.User, SessionEndReason.SignedOut, Cancellation);

        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, login)).Refusal);
        Assert.Empty(await bench.Sessions.ListAsync(phone.User, Cancellation));
    }

    [Fact]
    public async Task Q05_when_the_user_is_suspended_before_the_redeem_nobody_is_signed_in()
    {
        var bench = await CreateAsync();
        var (login, phone) = await ConfirmedAsync(bench);

        await bench.Suspend(phone.User);

        Assert.Equal(ErrorCode.QrExpired, (await RedeemAsync(bench, login)).Refusal);
    }

    [Fact]
    public async Task Q06_a_secret_the_browser_made_up_is_not_used()
    {
        var bench = await CreateAsync();
        var planted = new string('A', 43);

        var fresh = await bench.Logins.CreateAsync(planted, Browser, NextAddress(), Cancellation);
        Assert.NotEqual(planted, fresh.Value.Secret);

        var second = await bench.Logins.CreateAsync(fresh.Value.Secret, Browser, NextAddress(), Cancellation);
        Assert.Equal(fresh.Value.Secret, second.Value.Secret);
    }

    [Fact]
    public async Task Q07_one_wrong_number_may_be_corrected_and_two_end_the_attempt()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");
        var forgiven = await CreateLoginAsync(bench);
        var dead = await CreateLoginAsync(bench);
        foreach (var login in new[] { forgiven, dead })
        {
            await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation);
            Assert.Equal(ErrorCode.QrWrongNumber, (await PickWrongAsync(bench, login, phone)).Refusal);
        }

        Assert.Null((await bench.Logins.ConfirmAsync(forgiven.Ticket.Code, phone.Id, forgiven.Ticket.Number, Cancellation)).Refusal);
        Assert.Equal(ErrorCode.QrRefused, (await PickWrongAsync(bench, dead, phone)).Refusal);
        Assert.Equal(ErrorCode.QrRefused, (await bench.Logins.ConfirmAsync(dead.Ticket.Code, phone.Id, dead.Ticket.Number, Cancellation)).Refusal);
        Assert.Equal(QrLoginState.Refused, (await bench.Logins.WatchAsync(dead.Ticket.Code, dead.Secret, Cancellation)).Value.State);
    }

    [Fact]
    public async Task Q07_a_hundred_guesses_at_once_are_two()
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");
        var login = await CreateLoginAsync(bench);
        await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation);

        var picks = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PickWrongAsync(bench, login, phone)));

        Assert.Single(picks, pick => pick.Refusal == ErrorCode.QrWrongNumber);
        Assert.DoesNotContain(picks, pick => pick.Refusal is null);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Q08_when_the_servers_clock_jumps_the_old_code_ends_and_a_new_one_works(int minutes)
    {
        var bench = await CreateAsync();
        var phone = await PhoneAsync(bench, "alice");
        var old = await CreateLoginAsync(bench);

        bench.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(ErrorCode.QrExpired, (await bench.Logins.ScanAsync(old.Ticket.Code, phone.User, phone.Id, Address, Cancellation)).Refusal);
        var login = await CreateLoginAsync(bench);
        Assert.Null((await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Q09_an_address_and_its_network_may_make_so_many_codes_a_minute()
    {
        var bench = await CreateAsync();
        Task<Outcome<NewQrTicket>> Create(string address) => bench.Logins.CreateAsync(knownSecret: null, Browser, address, Cancellation);

        for (var at = 0; at < 10; at++)
        {
            Assert.Null((await Create("198.51.100.1")).Refusal);
        }

        Assert.Equal(ErrorCode.TooFast, (await Create("198.51.100.1")).Refusal);
        Assert.Null((await Create("198.51.101.1")).Refusal);
        for (var at = 0; at < 20; at++)
        {
            await Create($"198.51.100.{10 + at}");
        }

        Assert.Equal(ErrorCode.TooFast, (await Create("198.51.100.200")).Refusal);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await Create("198.51.100.1")).Refusal);
    }

    [Fact]
    public async Task Q09_a_browser_has_three_live_codes_and_the_fourth_ends_the_first()
    {
        var bench = await CreateAsync();
        var first = await CreateLoginAsync(bench);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var at = 0; at < 3; at++)
        {
            await bench.Logins.CreateAsync(first.Secret, Browser, NextAddress(), Cancellation);
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(QrLoginState.CancelledInBrowser, (await bench.Logins.WatchAsync(first.Ticket.Code, first.Secret, Cancellation)).Value.State);
    }

    [Fact]
    public async Task Q09_finished_attempts_are_swept()
    {
        var bench = await CreateAsync();
        var login = await CreateLoginAsync(bench);

        bench.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, await bench.Logins.SweepAsync(Cancellation));
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await bench.Logins.SweepAsync(Cancellation));
        Assert.Equal(ErrorCode.Unauthenticated, (await bench.Logins.WatchAsync(login.Ticket.Code, login.Secret, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Q12_a_confirmation_whose_answer_got_lost_may_be_repeated()
    {
        var bench = await CreateAsync();
        var (login, phone) = await ConfirmedAsync(bench);

        Assert.Null((await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation)).Refusal);
        Assert.Null((await RedeemAsync(bench, login)).Refusal);
        Assert.Null((await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation)).Refusal);
    }

    protected abstract Task<QrBench> CreateAsync();

    private static Task<Outcome<QrTicket>> PickWrongAsync(QrBench bench, NewQrTicket login, Session phone)
        => bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Choices.First(number => number != login.Ticket.Number), Cancellation);

    private static Task<Outcome<IssuedSession>> RedeemAsync(QrBench bench, NewQrTicket login) => RedeemAsync(bench, login, login.Secret);

    private static Task<Outcome<IssuedSession>> RedeemAsync(QrBench bench, NewQrTicket login, string? secret)
        => bench.Logins.RedeemAsync(
            login.Ticket.Code,
            secret,
            new ClientInfo(SessionKind.Browser, Platform.Web, new DeviceId($"web-{Guid.NewGuid():N}"), Browser, Address),
            Cancellation);

    private static async Task<Session> PhoneAsync(QrBench bench, string name) => await OpenAsync(bench, await bench.AddUser(name), "phone");

    private static async Task<Session> OpenAsync(QrBench bench, UserId user, string device)
        => (await bench.Sessions.OpenAsync(
            new NewSession(user, SessionKind.Device, Platform.Android, new DeviceId(device), "Android", Address), Cancellation)).Value.Session;

    private async Task<(NewQrTicket Login, Session Phone)> ConfirmedAsync(QrBench bench)
    {
        var phone = await PhoneAsync(bench, "alice");
        var login = await CreateLoginAsync(bench);
        await bench.Logins.ScanAsync(login.Ticket.Code, phone.User, phone.Id, Address, Cancellation);
        await bench.Logins.ConfirmAsync(login.Ticket.Code, phone.Id, login.Ticket.Number, Cancellation);
        return (login, phone);
    }

    private async Task<NewQrTicket> CreateLoginAsync(QrBench bench)
        => (await bench.Logins.CreateAsync(knownSecret: null, Browser, NextAddress(), Cancellation)).Value;

    // Each code from a network of its own, so that only the tests of limits meet them.
    private string NextAddress() => $"10.1.{Interlocked.Increment(ref _address)}.1";
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using ChatApp.Testing;
using Xunit;

namespace ChatApp.Data.Tests.Sessions;

public sealed class EfSessionStoreTests : SessionStoreContract, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private StoreProvider _stores = null!;
    private People _people = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _people = new People(_stores.Database.DataSource);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A10_the_roles_of_a_session_are_those_of_now()
    {
        var store = _stores.Get<ISessionStore>();
        var user = await _people.AddAsync("alice", Cancellation);
        var session = new Session(
            new SessionId(Guid.CreateVersion7()), user, SessionKind.Browser, Platform.Web, new DeviceId("web"), "Chrome", "::1", Now, Now, Now.AddDays(1));
        byte[] hash = [1, 2, 3];
        await store.AddAsync(session, hash, room: null, Cancellation);
        Assert.Empty((await store.AuthenticateAsync(hash, Now, Cancellation))!.Roles);

        await _people.RunAsync("insert into roles (id, name, normalized_name) values ('a', 'admin', 'ADMIN')", Cancellation);
        await _people.RunAsync("insert into user_roles (user_id, role_id) values ($1, 'a')", Cancellation, user.Value);
        var authenticated = await store.AuthenticateAsync(hash, Now, Cancellation);
        Assert.Equal([Roles.Admin], authenticated!.Roles);
        Assert.Equal(user.Value, authenticated.UserName);
        Assert.Equal(session, authenticated.Session);

        await _people.RunAsync("delete from user_roles", Cancellation);
        Assert.Empty((await store.AuthenticateAsync(hash, Now, Cancellation))!.Roles);
    }

    [Fact]
    public async Task Beginnings_and_ends_of_sessions_are_in_the_security_log_of_their_user()
    {
        var store = _stores.Get<ISessionStore>();
        var log = _stores.Get<ISecurityLogStore>();
        var (alice, bob) = (await _people.AddAsync("alice", Cancellation), await _people.AddAsync("bob", Cancellation));
        static Session Made(UserId user, string device) => new(
            new SessionId(Guid.CreateVersion7()), user, SessionKind.Browser, Platform.Web, new DeviceId(device), "Chrome", "::1", Now, Now, Now.AddDays(1))
        {
            Means = SignInMeans.QrCode,
        };
        var (first, second, third) = (Made(alice, "1"), Made(alice, "2"), Made(alice, "3"));
        await store.AddAsync(first, [1], room: null, Cancellation);
        await store.AddAsync(second with { LastSeenAt = Now.AddMinutes(1) }, [2], room: null, Cancellation);
        await store.AddAsync(Made(bob, "1"), [3], room: null, Cancellation);
        await store.AddAsync(third, [4], new SessionRoom(DeviceClass.Web, Limit: 2, NewcomerWaits: false), Cancellation);
        await store.EndAsync(third.Id, SessionEndReason.NotMine, Now, Cancellation);
        await store.EndAllAsync(alice, except: null, SessionEndReason.CredentialsChanged, Now, Cancellation);

        var events = await log.ListAsync(alice, before: null, 100, Cancellation);

        Assert.Equal(
            [
                (SecurityEventKind.SessionEnded, second.Id, "CredentialsChanged"),
                (SecurityEventKind.SessionEnded, third.Id, "NotMine"),
                (SecurityEventKind.SignedIn, third.Id, "QrCode"),
                (SecurityEventKind.SessionEnded, first.Id, "Replaced"),
                (SecurityEventKind.SignedIn, second.Id, "QrCode"),
                (SecurityEventKind.SignedIn, first.Id, "QrCode"),
            ],
            events.Select(happened => (happened.What.Kind, happened.What.Session!.Value, happened.What.Detail)));
        Assert.All(events, happened => Assert.Equal(("Chrome", "::1"), (happened.What.DeviceName, happened.What.Address)));
        Assert.Equal(events.Skip(2).Take(2), await log.ListAsync(alice, events[1].Id, 2, Cancellation));
        Assert.Equal(7, await log.RemoveOldAsync(Now.AddSeconds(1), Cancellation));
    }

    protected override Task<SessionBench> CreateAsync() => Task.FromResult(new SessionBench(
        _stores.Get<ISessionStore>(),
        name => _people.AddAsync(name, Cancellation),
        user => _people.RunAsync("update users set status = 2 where id = $1", Cancellation, user.Value)));
}

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
        await store.AddAsync(session, hash, Cancellation);
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

    protected override Task<SessionBench> CreateAsync() => Task.FromResult(new SessionBench(
        _stores.Get<ISessionStore>(),
        name => _people.AddAsync(name, Cancellation),
        user => _people.RunAsync("update users set status = 2 where id = $1", Cancellation, user.Value)));
}

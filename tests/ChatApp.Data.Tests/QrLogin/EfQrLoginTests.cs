using ChatApp.Core.Nodes;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.QrLogin;

public sealed class EfQrLoginTests : QrLoginContract, IAsyncLifetime
{
    private StoreProvider _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await StoreProvider.CreateAsync();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    protected override Task<QrBench> CreateAsync()
    {
        var clock = new ManualClock();
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        var people = new People(_stores.Database.DataSource);
        var settings = new ServerSettings(_stores.Get<IServerSettingStore>(), bus, clock, new Dictionary<string, string>(StringComparer.Ordinal));
        var sessions = new SessionService(_stores.Get<ISessionStore>(), settings, bus, clock, Options.Create(new SessionLimits()));
        var logins = new QrLoginService(
            _stores.Get<IQrLoginStore>(),
            sessions,
            new SecurityLog(_stores.Get<ISecurityLogStore>(), clock, Options.Create(new SessionLimits())),
            new AttemptLimiter(_stores.Get<IAttemptStore>(), clock),
            settings,
            bus,
            clock,
            Options.Create(new QrLoginLimits()),
            NullLogger<QrLoginService>.Instance);
        return Task.FromResult(new QrBench(
            logins,
            sessions,
            clock,
            name => people.AddAsync(name, TestContext.Current.CancellationToken),
            user => people.RunAsync("update users set status = 2 where id = $1", TestContext.Current.CancellationToken, user.Value)));
    }
}

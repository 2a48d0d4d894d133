using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Testing;
using ChatApp.Testing.QrLogin;
using ChatApp.Testing.Sessions;
using ChatApp.Testing.Settings;
using ChatApp.Testing.SignIn;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatApp.Data.Tests.QrLogin;

public sealed class InMemoryQrLoginTests : QrLoginContract
{
    protected override Task<QrBench> CreateAsync()
    {
        var clock = new ManualClock();
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        var store = new InMemorySessionStore();
        var settings = new ServerSettings(new InMemorySettingStore(), bus, clock, new Dictionary<string, string>(StringComparer.Ordinal));
        var sessions = new SessionService(store, settings, bus, clock, Options.Create(new SessionLimits()));
        var logins = new QrLoginService(
            new InMemoryQrLoginStore(store),
            sessions,
            new SecurityLog(new InMemorySecurityLogStore(), clock, Options.Create(new SessionLimits())),
            new AttemptLimiter(new InMemoryAttemptStore(), clock),
            settings,
            bus,
            clock,
            Options.Create(new QrLoginLimits()),
            NullLogger<QrLoginService>.Instance);
        return Task.FromResult(new QrBench(
            logins,
            sessions,
            clock,
            name => Task.FromResult(new UserId(name)),
            user =>
            {
                store.Suspend(user);
                return Task.CompletedTask;
            }));
    }
}

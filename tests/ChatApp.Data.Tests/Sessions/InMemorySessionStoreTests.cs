using ChatApp.Core.Kernel;
using ChatApp.Testing.Sessions;

namespace ChatApp.Data.Tests.Sessions;

public sealed class InMemorySessionStoreTests : SessionStoreContract
{
    protected override Task<SessionBench> CreateAsync()
    {
        var store = new InMemorySessionStore();
        return Task.FromResult(new SessionBench(
            store,
            name => Task.FromResult(new UserId(name)),
            user =>
            {
                store.Suspend(user);
                return Task.CompletedTask;
            }));
    }
}

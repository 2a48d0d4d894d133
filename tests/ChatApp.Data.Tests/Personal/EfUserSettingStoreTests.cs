using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Personal;

public sealed class EfUserSettingStoreTests(PostgresDatabase database) : UserSettingStoreContract, IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private PersonalBench? _bench;

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }
    }

    protected override async Task<(IUserSettingStore Store, UserId Alice, UserId Bob)> CreateAsync()
    {
        _bench = await PersonalBench.CreateAsync(database);
        return (_bench.Get<IUserSettingStore>(), _bench.Alice, _bench.Bob);
    }
}

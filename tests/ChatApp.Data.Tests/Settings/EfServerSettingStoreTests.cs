using ChatApp.Core.Settings;

namespace ChatApp.Data.Tests.Settings;

public sealed class EfServerSettingStoreTests : ServerSettingStoreContract, IAsyncDisposable
{
    private StoreProvider? _stores;

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    protected override async Task<IServerSettingStore> CreateAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        return _stores.Get<IServerSettingStore>();
    }
}

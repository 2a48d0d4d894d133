using ChatApp.Core.Moderation;

namespace ChatApp.Data.Tests.Moderation;

public sealed class EfSensitiveHitStoreTests : SensitiveHitStoreContract, IAsyncDisposable
{
    private StoreProvider? _stores;

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    protected override async Task<ISensitiveHitStore> CreateAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        return _stores.Get<ISensitiveHitStore>();
    }
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Data.Tests.Moderation;

public sealed class EfSensitiveWordStoreTests : SensitiveWordStoreContract, IAsyncDisposable
{
    private StoreProvider? _stores;

    [Fact]
    public async Task M06_a_hundred_thousand_words_are_imported_and_loaded_within_seconds()
    {
        var store = await CreateAsync();
        var file = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"word{i:x6}"));
        var plan = WordImport.Plan(await store.LoadAsync(Cancellation), file, replace: false, new WordDraft(""), 100_000);

        var started = TimeProvider.System.GetTimestamp();
        Assert.Null((await store.ApplyAsync(plan, new UserId("root"), DateTimeOffset.UnixEpoch, Cancellation)).Refusal);
        Assert.Equal(100_000, (await store.LoadAsync(Cancellation)).Words.Count);

        // About two seconds on a machine with nothing else to do.
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    protected override async Task<ISensitiveWordStore> CreateAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        return _stores.Get<ISensitiveWordStore>();
    }
}

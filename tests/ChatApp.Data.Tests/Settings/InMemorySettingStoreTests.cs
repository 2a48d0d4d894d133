using ChatApp.Core.Settings;
using ChatApp.Testing.Settings;

namespace ChatApp.Data.Tests.Settings;

public sealed class InMemorySettingStoreTests : ServerSettingStoreContract
{
    protected override Task<IServerSettingStore> CreateAsync() => Task.FromResult<IServerSettingStore>(new InMemorySettingStore());
}

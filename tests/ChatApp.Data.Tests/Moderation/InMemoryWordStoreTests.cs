using ChatApp.Core.Moderation;
using ChatApp.Testing.Moderation;

namespace ChatApp.Data.Tests.Moderation;

public sealed class InMemoryWordStoreTests : SensitiveWordStoreContract
{
    protected override Task<ISensitiveWordStore> CreateAsync() => Task.FromResult<ISensitiveWordStore>(new InMemoryWordStore());
}

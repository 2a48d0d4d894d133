using ChatApp.Core.Moderation;
using ChatApp.Testing.Moderation;

namespace ChatApp.Data.Tests.Moderation;

public sealed class InMemoryHitStoreTests : SensitiveHitStoreContract
{
    protected override Task<ISensitiveHitStore> CreateAsync() => Task.FromResult<ISensitiveHitStore>(new InMemoryHitStore());
}

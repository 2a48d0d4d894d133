using ChatApp.Core.Audit;
using ChatApp.Testing.Audit;

namespace ChatApp.Data.Tests.Audit;

public sealed class InMemoryAuditStoreTests : AuditStoreContract
{
    protected override Task<IAuditStore> CreateAsync() => Task.FromResult<IAuditStore>(new InMemoryAuditStore());
}

using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Audit;

public sealed class EfAuditStoreTests : AuditStoreContract, IAsyncDisposable
{
    private StoreProvider? _stores;

    [Theory]
    [InlineData("update audit_log set reason = 'another'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    public async Task The_database_refuses_to_rewrite_the_log(string sql)
    {
        var log = new AuditLog(await CreateAsync(), TimeProvider.System);
        await log.RecordAsync(new UserId("root"), "word.add", "word:1", new { }, null, Cancellation);

        await Assert.ThrowsAsync<PostgresException>(() => _stores!.ExecuteAsync(sql));
    }

    [Fact]
    public async Task A11_who_gets_past_the_trigger_still_breaks_the_chain()
    {
        var log = new AuditLog(await CreateAsync(), TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            await log.RecordAsync(new UserId("root"), "hit.reveal", $"hit:{i}", new { }, "because", Cancellation);
        }

        await _stores!.ExecuteAsync("alter table audit_log disable trigger all; update audit_log set reason = 'another' where id = 2");

        Assert.Equal(new AuditCheck(VerifiedTo: 1, BrokenAt: 2), await log.VerifyAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }
    }

    protected override async Task<IAuditStore> CreateAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        return _stores.Get<IAuditStore>();
    }
}

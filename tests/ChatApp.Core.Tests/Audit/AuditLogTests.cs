using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Testing;
using ChatApp.Testing.Audit;
using Xunit;

namespace ChatApp.Core.Tests.Audit;

public sealed class AuditLogTests
{
    private readonly InMemoryAuditStore _store = new();
    private readonly AuditLog _log;

    public AuditLogTests() => _log = new AuditLog(_store, new ManualClock());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_chain_is_verified_to_its_end()
    {
        Assert.Equal(new AuditCheck(0, BrokenAt: null), await _log.VerifyAsync(Cancellation));
        await WriteAsync(3);
        Assert.Equal(new AuditCheck(3, BrokenAt: null), await _log.VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task A11_a_changed_entry_breaks_the_chain_at_its_place()
    {
        await WriteAsync(4);
        _store.Entries[1] = _store.Entries[1] with { What = _store.Entries[1].What with { Actor = new UserId("somebody") } };

        Assert.Equal(new AuditCheck(1, BrokenAt: 2), await _log.VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task A11_a_removed_entry_breaks_the_chain_at_its_place()
    {
        await WriteAsync(4);
        _store.Entries.RemoveAt(2);

        Assert.Equal(new AuditCheck(2, BrokenAt: 3), await _log.VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task A11_a_letter_cannot_move_from_one_field_to_the_next()
    {
        await WriteAsync(1);
        var what = _store.Entries[0].What;
        _store.Entries[0] = _store.Entries[0] with { What = what with { Target = what.Target + "{", Details = what.Details[1..] } };

        Assert.Equal(1, (await _log.VerifyAsync(Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task A_long_reason_is_cut_and_never_in_the_middle_of_a_character()
    {
        var entry = await _log.RecordAsync(
            new UserId("root"), "a.b", "c", new { }, new string('x', AuditDraft.MaxReason - 1) + "😀", Cancellation);

        Assert.Equal(new string('x', AuditDraft.MaxReason - 1), entry.What.Reason);
    }

    private async Task WriteAsync(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            await _log.RecordAsync(new UserId("root"), "word.add", $"word:{i}", new { text = "x" }, reason: null, Cancellation);
        }
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Core.Receipts;
using ChatApp.Data.Tests.Personal;
using ChatApp.Testing.Databases;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Receipts;

public sealed class ReceiptTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private PersonalBench _bench = null!;
    private ReceiptService _receipts = null!;
    private IReceiptStore _store = null!;
    private DeliveredMarks _delivered = null!;
    private UserId _alice;
    private UserId _bob;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await PersonalBench.CreateAsync(database);
        _receipts = _bench.Get<ReceiptService>();
        _store = _bench.Get<IReceiptStore>();
        _delivered = _bench.Get<DeliveredMarks>();
        (_alice, _bob) = (_bench.Alice, _bench.Bob);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task O05_a_read_mark_never_goes_back_nor_beyond_the_end()
    {
        var (id, _) = await WrittenAsync(3);

        Assert.Equal([(2, true), (2, false), (3, true), (3, false)], [await ReadAsync(2), await ReadAsync(1), await ReadAsync(99), await ReadAsync(99)]);

        async Task<(long, bool)> ReadAsync(long sequence)
        {
            var move = await _store.MarkReadAsync(id, _bob, sequence, Token);
            return (move.Sequence, move.Moved);
        }
    }

    [Fact]
    public async Task O05_a_delivered_mark_never_goes_back_nor_beyond_the_end_and_reading_is_receiving()
    {
        var (id, target) = await WrittenAsync(5);

        Assert.Equal([2L], await DeliverAsync(id, 2));
        Assert.Empty(await DeliverAsync(id, 1));
        Assert.Equal((0, 2), await MarksAsync());
        Assert.Equal([5L], await DeliverAsync(id, 99));
        await _receipts.MarkReadAsync(_bob, ConversationTarget.Person(_alice), 4, Token);
        Assert.Equal((4, 5), await MarksAsync());

        async Task<(long, long)> MarksAsync()
        {
            var row = await _bench.RowAsync(_alice, target);
            return (row.OthersReadSequence, row.OthersDeliveredSequence);
        }
    }

    [Fact]
    public async Task Delivered_marks_are_written_many_at_once_and_told_to_the_sender()
    {
        var (id, _) = await WrittenAsync(3);

        _delivered.Note(_bob, [(id, 1), (id, 3), (id, 2)]);
        Assert.Empty(_bench.Delivery.Events);
        await _delivered.FlushAsync(Token);

        Assert.Equal(3, Assert.IsType<DeliveredEvent>(Assert.Single(_bench.Delivery.Events)).Sequence);
        await _delivered.FlushAsync(Token);
        Assert.Single(_bench.Delivery.Events);
    }

    [Fact]
    public async Task A_delivered_mark_waits_for_nobodys_lock_and_is_written_later()
    {
        var (id, target) = await WrittenAsync(1);
        await using (var connection = await database.DataSource.OpenConnectionAsync(Token))
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await using var locked = new NpgsqlCommand("select from conversation_members where conversation_id = $1 and user_id = $2 for update", connection, transaction);
            locked.Parameters.Add(new NpgsqlParameter { Value = id.Value });
            locked.Parameters.Add(new NpgsqlParameter { Value = _bob.Value });
            await locked.ExecuteNonQueryAsync(Token);

            _delivered.Note(new DeliveredMark(_bob, id, 1));
            await _delivered.FlushAsync(Token);
            Assert.Equal(0, (await _bench.RowAsync(_alice, target)).OthersDeliveredSequence);
        }

        await _delivered.FlushAsync(Token);
        Assert.Equal(1, (await _bench.RowAsync(_alice, target)).OthersDeliveredSequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_shows_no_marks_neither_tells_nor_is_told(bool readerHides)
    {
        var (id, target) = await WrittenAsync(2);
        await _bench.Get<UserSettingService>().SetAsync(readerHides ? _bob : _alice, [new(SettingScopes.ReceiptsOff, string.Empty, "1")], Token);

        await _receipts.MarkReadAsync(_bob, ConversationTarget.Person(_alice), 1, Token);
        Assert.Equal([2L], await DeliverAsync(id, 2));

        var row = await _bench.RowAsync(_alice, target);
        Assert.Equal((0, 0), (row.OthersReadSequence, row.OthersDeliveredSequence));
        Assert.Empty(_bench.Delivery.Events.OfType<DeliveredEvent>());
        Assert.Equal(1, (await _bench.RowAsync(_bob, ConversationTarget.Person(_alice))).ReadSequence);
        var move = await _store.MarkReadAsync(id, _bob, 2, Token);
        Assert.Equal([readerHides ? _bob : _alice], move.Hidden);
    }

    [Fact]
    public async Task A_message_marked_unread_is_unread_for_oneself_and_read_for_the_others()
    {
        var (_, target) = await WrittenAsync(5);
        var mine = ConversationTarget.Person(_alice);
        await _receipts.MarkReadAsync(_bob, mine, 5, Token);

        Assert.Equal(2, (await _receipts.MarkUnreadAsync(_bob, mine, 3, Token)).Value);

        Assert.Equal(3, (await _bench.RowAsync(_bob, mine)).Unread);
        Assert.Equal(5, (await _bench.RowAsync(_alice, target)).OthersReadSequence);
        Assert.Equal(2, Assert.Single(_bench.Delivery.Events.OfType<UnreadEvent>()).Sequence);
        await _receipts.MarkReadAsync(_bob, mine, 4, Token);
        Assert.Equal(1, (await _bench.RowAsync(_bob, mine)).Unread);
    }

    [Fact]
    public async Task A_conversation_marked_unread_has_its_last_message_unread()
    {
        await WrittenAsync(2);
        var mine = ConversationTarget.Person(_alice);
        await _receipts.MarkReadAsync(_bob, mine, 2, Token);

        Assert.Equal(1, (await _receipts.MarkUnreadAsync(_bob, mine, null, Token)).Value);
        Assert.Equal(1, (await _bench.RowAsync(_bob, mine)).Unread);
    }

    [Fact]
    public async Task Notes_to_oneself_are_always_read()
    {
        var (id, self) = await _bench.OpenAsync(_alice, _alice);
        await _bench.SendAsync(_alice, id, self, "buy milk");

        Assert.Equal(ErrorCode.InvalidRequest, (await _receipts.MarkUnreadAsync(_alice, self, null, Token)).Refusal);

        var row = await _bench.RowAsync(_alice, self);
        Assert.Equal((true, 0, "buy milk"), (row.IsSelf, row.Unread, row.LastText));
    }

    [Fact]
    public async Task Who_has_read_a_message_is_listed_in_pages_without_its_sender_and_those_who_hide_it()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _bench.People.AddAsync($"m{i}", Token)));
        var (id, target) = await _bench.People.AddGroupAsync(Token, [_alice, .. others]);
        await _bench.SendAsync(_alice, id, target);
        await _bench.SendAsync(_alice, id, target);
        foreach (var reader in others[..3])
        {
            await _receipts.MarkReadAsync(reader, target, 2, Token);
        }

        await _receipts.MarkReadAsync(others[3], target, 1, Token);
        await _store.MarkDeliveredAsync([new DeliveredMark(others[4], id, 2)], Token);
        await _bench.Get<UserSettingService>().SetAsync(others[0], [new(SettingScopes.ReceiptsOff, string.Empty, "1")], Token);

        var first = (await _receipts.ReadersAsync(_alice, target, 2, read: true, after: null, limit: 1, Token)).Value;
        var second = (await _receipts.ReadersAsync(_alice, target, 2, read: true, first.Members[^1].User, limit: 1, Token)).Value;
        var unread = (await _receipts.ReadersAsync(_alice, target, 2, read: false, after: null, limit: 10, Token)).Value;

        Assert.Equal(new ReaderCount(Read: 2, Unread: 3, Delivered: 3), first.Count);
        Assert.Equal((true, false), (first.HasMore, second.HasMore));
        Assert.Equal([others[1], others[2]], first.Members.Concat(second.Members).Select(member => member.User));
        Assert.Equal([others[3], others[4], others[5]], unread.Members.Select(member => member.User));
        Assert.Equal(5, (await _receipts.MarksAsync(_alice, target, null, 10, Token)).Value.Count);
        Assert.Equal(ErrorCode.Forbidden, (await _receipts.ReadersAsync(others[0], target, 2, true, null, 10, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _receipts.ReadersAsync(_alice, target, 3, true, null, 10, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _receipts.ReadersAsync(_bob, target, 2, true, null, 10, Token)).Refusal);
    }

    [Fact]
    public async Task P5_who_joined_after_a_message_is_not_asked_for_it_and_cannot_ask()
    {
        var (id, target) = await _bench.People.AddGroupAsync(Token, _alice, _bob);
        await _bench.SendAsync(_alice, id, target);
        var late = await _bench.People.AddAsync("late", Token);
        await _bench.Get<Core.Groups.IGroupStore>().AddMembersAsync(id, [late], 10, _bench.Clock.GetUtcNow(), Token);

        Assert.Equal(1, (await _receipts.ReadersAsync(_alice, target, 1, false, null, 10, Token)).Value.Count.Unread);
        Assert.Equal(ErrorCode.NotFound, (await _receipts.ReadersAsync(late, target, 1, false, null, 10, Token)).Refusal);
    }

    private async Task<(ConversationId Id, ConversationTarget Target)> WrittenAsync(int messages)
    {
        var (id, target) = await _bench.OpenAsync(_alice, _bob);
        for (var i = 0; i < messages; i++)
        {
            await _bench.SendAsync(_alice, id, target);
        }

        return (id, target);
    }

    private async Task<IEnumerable<long>> DeliverAsync(ConversationId id, long sequence)
    {
        _bench.Delivery.Events.Clear();
        var moves = await _store.MarkDeliveredAsync([new DeliveredMark(_bob, id, sequence)], Token);
        Assert.Empty(moves.Busy);
        return moves.Moved.Select(move => move.Mark.Sequence);
    }
}

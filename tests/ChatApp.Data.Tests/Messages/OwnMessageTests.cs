using ChatApp.Core.Conversations;
using ChatApp.Data.Conversations;
using ChatApp.Data.Messages;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>What the stores of stars, private deletions and clearing promise, on PostgreSQL.</summary>
public sealed class OwnMessageTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly NpgsqlStarStore _stars = new(database.DataSource);
    private readonly NpgsqlDeletionStore _deletions = new(database.DataSource);
    private readonly NpgsqlMessageReader _reader = new(database.DataSource);
    private readonly NpgsqlConversationList _list = new(database.DataSource, TimeProvider.System);
    private MessageBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await MessageBench.CreateAsync(database);
        for (var i = 1; i <= 5; i++)
        {
            await _bench.SendAsync(_bench.Bob, $"m{i}");
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Stars_come_the_last_first_page_by_page_and_to_their_owner_alone()
    {
        var carol = await _bench.MemberAsync(_bench.Carol);
        foreach (var sequence in new[] { 2, 5, 3 })
        {
            Assert.True(await _stars.AddAsync(carol, sequence, Now, Token));
        }

        Assert.True(await _stars.AddAsync(carol, 2, Now, Token));
        Assert.False(await _stars.AddAsync(carol, 99, Now, Token));

        var first = await _stars.ListAsync(_bench.Carol, long.MaxValue, 2, Token);
        var rest = await _stars.ListAsync(_bench.Carol, first[^1].Id, 2, Token);
        Assert.Equal([3L, 5L], first.Select(star => star.Message.Sequence));
        Assert.Equal([2L], rest.Select(star => star.Message.Sequence));
        Assert.Empty(await _stars.ListAsync(_bench.Bob, long.MaxValue, 2, Token));
        Assert.True((await _bench.MarkedAsync(3, _bench.Carol)).Marks!.Starred);
        Assert.False((await _bench.MarkedAsync(3, _bench.Bob)).Marks!.Starred);

        Assert.True(await _stars.RemoveAsync(carol, 3, Token));
        Assert.False(await _stars.RemoveAsync(carol, 3, Token));
        Assert.Equal([5L, 2L], (await _stars.ListAsync(_bench.Carol, long.MaxValue, 10, Token)).Select(star => star.Message.Sequence));
    }

    [Fact]
    public async Task P5_a_star_shows_nothing_that_its_owner_may_no_longer_see()
    {
        var carol = await _bench.MemberAsync(_bench.Carol);
        await _stars.AddAsync(carol, 2, Now, Token);
        await _stars.AddAsync(carol, 4, Now, Token);

        await _bench.People.RunAsync(
            "update conversation_members set left_sequence = 3 where conversation_id = $1 and user_id = $2", Token, _bench.Conversation.Value, _bench.Carol.Value);

        Assert.Equal([2L], (await _stars.ListAsync(_bench.Carol, long.MaxValue, 10, Token)).Select(star => star.Message.Sequence));
    }

    [Fact]
    public async Task What_one_deletes_for_oneself_is_gone_from_every_read_of_ones_own_and_of_nobody_elses()
    {
        var carol = await _bench.MemberAsync(_bench.Carol);
        await _stars.AddAsync(carol, 5, Now, Token);

        Assert.Equal([2L, 5L], await _deletions.HideAsync(carol, [5, 2, 77], Token));
        Assert.Empty(await _deletions.HideAsync(carol, [5], Token));

        Assert.Equal([1L, 3L, 4L], (await _reader.ReadAfterAsync(_bench.Carol, _bench.Conversation, 0, long.MaxValue, 10, Token)).Select(message => message.Sequence));
        Assert.Equal([3L, 4L], (await _reader.ReadBeforeAsync(_bench.Carol, _bench.Conversation, 6, 0, 2, Token)).Select(message => message.Sequence));
        Assert.Equal([3L], (await new NpgsqlMessageFinder(database.DataSource).FindAsync(carol, [2, 3, 5], Token)).Select(message => message.Sequence));
        Assert.Empty(await _stars.ListAsync(_bench.Carol, long.MaxValue, 10, Token));
        Assert.Equal("m4", (await RowAsync(_bench.Carol)).LastText);
        Assert.Equal("m5", (await RowAsync(_bench.Bob)).LastText);
        Assert.Equal(5, (await _reader.ReadAfterAsync(_bench.Bob, _bench.Conversation, 0, long.MaxValue, 10, Token)).Count);
    }

    [Fact]
    public async Task O06_clearing_hides_what_was_and_counts_nothing_of_it_as_unread()
    {
        var carol = await _bench.MemberAsync(_bench.Carol);
        await _deletions.HideAsync(carol, [1], Token);
        Assert.Equal(5, (await RowAsync(_bench.Carol)).Unread);

        Assert.Equal((3, true), await _deletions.ClearAsync(carol, 3, Token));
        Assert.Equal((3, false), await _deletions.ClearAsync(carol, 2, Token));
        Assert.Equal(2, (await RowAsync(_bench.Carol)).Unread);
        Assert.Equal("m5", (await RowAsync(_bench.Carol)).LastText);
        Assert.Equal(0, await _bench.CountAsync("hidden_messages", 1));

        Assert.Equal((5, true), await _deletions.ClearAsync(carol, long.MaxValue, Token));
        var row = await RowAsync(_bench.Carol);
        Assert.Equal((0, null), (row.Unread, row.LastText));
        Assert.Equal(5, (await RowAsync(_bench.Alice)).Unread);
        await _bench.SendAsync(_bench.Bob, "m6");
        Assert.Equal((1, "m6"), ((await RowAsync(_bench.Carol)).Unread, (await RowAsync(_bench.Carol)).LastText));
    }

    private async Task<ConversationSummary> RowAsync(Core.Kernel.UserId user) => Assert.Single(await _list.ReadAsync(user, _bench.Conversation, 1, Token));
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Data.Messages;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>What the stores of edits, recalls, reactions, pins and changes promise, on PostgreSQL.</summary>
public sealed class MessageChangeTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly NpgsqlEditStore _edits = new(database.DataSource);
    private readonly NpgsqlRecallStore _recalls = new(database.DataSource);
    private readonly NpgsqlReactionStore _reactions = new(database.DataSource);
    private readonly NpgsqlPinStore _pins = new(database.DataSource);
    private readonly NpgsqlStarStore _stars = new(database.DataSource);
    private readonly NpgsqlChangeStore _changes = new(database.DataSource);
    private MessageBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await MessageBench.CreateAsync(database);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task An_edit_changes_the_words_and_keeps_the_earlier_ones()
    {
        var sent = await _bench.SendAsync(_bench.Bob, "frist");

        var edited = await EditAsync(1, "first");
        await EditAsync(1, "First!");

        Assert.Equal(("first", 2, Now), (edited.Value.Message.Text, edited.Value.Message.Version, edited.Value.Message.EditedAt));
        var stored = await _bench.ReadAsync(1);
        Assert.Equal(("First!", 3, Now), (stored.Text, stored.Version, stored.EditedAt));
        Assert.Equal(
            [new MessageVersion(1, "frist", sent.SentAt), new MessageVersion(2, "first", Now)],
            await _edits.ListVersionsAsync(_bench.Conversation, 1, Token));
    }

    [Fact]
    public async Task An_edit_to_the_same_words_is_no_change()
    {
        await _bench.SendAsync(_bench.Bob, "same");

        var edited = await EditAsync(1, "same");

        Assert.Null(edited.Value.Change);
        Assert.Equal(1, (await _bench.ReadAsync(1)).Version);
    }

    [Fact]
    public async Task A_message_has_so_many_versions_and_not_one_more()
    {
        await _bench.SendAsync(_bench.Bob, "v1");
        for (var version = 2; version <= EditLimits.MaxVersions; version++)
        {
            Assert.Null((await EditAsync(1, $"v{version}")).Refusal);
        }

        Assert.Equal(ErrorCode.LimitReached, (await EditAsync(1, "one more")).Refusal);
    }

    [Fact]
    public async Task P5_a_recall_leaves_the_place_and_nothing_that_was_in_it()
    {
        var client = Guid.NewGuid();
        await _bench.SendAsync(_bench.Bob, "secret", MessageKind.Custom, """{"secret":1}""", client);
        await EditAsync(1, "secret too");
        await _reactions.AddAsync(_bench.At(1, _bench.Carol), "👍", Now, MessageBench.Yes, Token);
        await _pins.PinAsync(_bench.At(1, _bench.Alice), Now, MessageBench.Yes, Token);
        await _stars.AddAsync(await _bench.MemberAsync(_bench.Carol), 1, Now, Token);

        var recalled = await _recalls.RecallAsync(_bench.At(1, _bench.Alice), MessageBench.Yes, Token);

        Assert.NotNull(recalled.Value);
        var left = await _bench.ReadAsync(1);
        Assert.Equal((MessageState.Recalled, "", null, _bench.Alice, _bench.Bob), (left.State, left.Text, left.Payload, left.RecalledBy, left.Sender));
        foreach (var table in new[] { "message_edits", "message_reactions", "message_pins", "message_stars" })
        {
            Assert.Equal(0, await _bench.CountAsync(table, 1));
        }

        // P2: what comes again under the client id is the message that was removed, and not a new one.
        var again = await _bench.SendAsync(_bench.Bob, "secret", clientId: client);
        Assert.Equal((1, MessageState.Recalled, ""), (again.Sequence, again.State, again.Text));
        Assert.Equal(0, await _bench.People.NumberAsync(
            "select count(*) from messages where conversation_id = $1 and (text like '%secret%' or payload::text like '%secret%')", Token, _bench.Conversation.Value));
    }

    [Fact]
    public async Task A_second_recall_is_no_second_change()
    {
        await _bench.SendAsync(_bench.Bob, "once");
        await _recalls.RecallAsync(_bench.At(1, _bench.Bob), MessageBench.Yes, Token);

        var again = await _recalls.RecallAsync(_bench.At(1, _bench.Alice), MessageBench.Yes, Token);

        Assert.Null(again.Refusal);
        Assert.Null(again.Value);
        Assert.Equal(_bench.Bob, (await _bench.ReadAsync(1)).RecalledBy);
    }

    [Fact]
    public async Task O04_changes_come_in_one_rising_order_and_the_last_of_each_kind_stands_for_the_earlier_ones()
    {
        for (var i = 1; i <= 4; i++)
        {
            await _bench.SendAsync(_bench.Bob, $"m{i}");
        }

        await EditAsync(1, "m1 b");
        await _reactions.AddAsync(_bench.At(2, _bench.Carol), "🎉", Now, MessageBench.Yes, Token);
        await EditAsync(1, "m1 c");
        await _pins.PinAsync(_bench.At(3, _bench.Alice), Now, MessageBench.Yes, Token);
        await EditAsync(4, "m4 b");
        await _recalls.RecallAsync(_bench.At(4, _bench.Bob), MessageBench.Yes, Token);

        var first = await _changes.ReadAfterAsync(await _bench.MemberAsync(_bench.Carol), 0, 2, Token);
        var rest = await _changes.ReadAfterAsync(await _bench.MemberAsync(_bench.Carol), first.Next, 2, Token);
        var none = await _changes.ReadAfterAsync(await _bench.MemberAsync(_bench.Carol), rest.Next, 2, Token);

        Assert.Equal([(2L, ChangeKind.Reaction, 2L), (3L, ChangeKind.Edited, 1L)], first.Changes.Select(change => (change.Change, change.Kind, change.Message.Sequence)));
        Assert.True(first.HasMore);
        Assert.Equal([(4L, ChangeKind.Pinned, 3L), (6L, ChangeKind.Recalled, 4L)], rest.Changes.Select(change => (change.Change, change.Kind, change.Message.Sequence)));
        Assert.Equal("m1 c", first.Changes[1].Message.Text);
        Assert.False(rest.HasMore);
        Assert.Equal(6, rest.Next);
        Assert.Empty(none.Changes);
        Assert.Equal(6, none.Next);
    }

    [Fact]
    public async Task P5_changes_of_messages_from_before_a_member_are_not_told_and_its_number_goes_on()
    {
        await _bench.SendAsync(_bench.Bob, "before");
        await _bench.SendAsync(_bench.Bob, "after");
        await _bench.People.RunAsync(
            "update conversation_members set joined_sequence = 1 where conversation_id = $1 and user_id = $2", Token, _bench.Conversation.Value, _bench.Carol.Value);
        await EditAsync(2, "after b");
        await EditAsync(1, "before b");

        var page = await _changes.ReadAfterAsync(await _bench.MemberAsync(_bench.Carol), 0, 10, Token);

        Assert.Equal(["after b"], page.Changes.Select(change => change.Message.Text));
        Assert.Equal(2, page.Next);
    }

    [Fact]
    public async Task Changes_by_many_at_once_get_numbers_without_a_gap()
    {
        const int Count = 40;
        for (var i = 0; i < Count; i++)
        {
            await _bench.SendAsync(_bench.Bob, $"m{i}");
        }

        var numbers = await Task.WhenAll(Enumerable.Range(1, Count).Select(async sequence =>
            (await _reactions.AddAsync(_bench.At(sequence, _bench.Carol), "👍", Now, MessageBench.Yes, Token)).Value!.Value));

        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), numbers.Order());
        var page = await _changes.ReadAfterAsync(await _bench.MemberAsync(_bench.Carol), 0, 100, Token);
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), page.Changes.Select(change => change.Change));
    }

    [Fact]
    public async Task A_reaction_is_one_row_however_often_it_is_put_and_taken()
    {
        await _bench.SendAsync(_bench.Bob, "hi");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _reactions.AddAsync(_bench.At(1, _bench.Carol), "👍", Now, MessageBench.Yes, Token)));
        await _reactions.AddAsync(_bench.At(1, _bench.Bob), "👍", Now.AddSeconds(1), MessageBench.Yes, Token);
        await _reactions.AddAsync(_bench.At(1, _bench.Bob), "🎉", Now.AddSeconds(2), MessageBench.Yes, Token);

        Assert.Equal([new ReactionCount("👍", 2, Own: true), new ReactionCount("🎉", 1, Own: false)], (await _bench.MarkedAsync(1, _bench.Carol)).Marks!.Reactions);
        Assert.Equal([_bench.Carol, _bench.Bob, _bench.Bob], (await _reactions.ListAsync(_bench.Conversation, 1, Token)).Select(reactor => reactor.User));

        var taken = await _reactions.RemoveAsync(_bench.At(1, _bench.Carol), "👍", MessageBench.Yes, Token);
        var again = await _reactions.RemoveAsync(_bench.At(1, _bench.Carol), "👍", MessageBench.Yes, Token);

        Assert.NotNull(taken.Value);
        Assert.Null(again.Value);
        Assert.Equal([new ReactionCount("👍", 1, Own: false), new ReactionCount("🎉", 1, Own: false)], (await _bench.MarkedAsync(1, _bench.Carol)).Marks!.Reactions);
    }

    [Fact]
    public async Task A_message_takes_so_many_emoji_and_a_person_puts_so_many()
    {
        await _bench.SendAsync(_bench.Bob, "hi");
        string[] emoji = [.. Enumerable.Range(0, ReactionLimits.MaxDifferent + 1).Select(i => char.ConvertFromUtf32(0x1F600 + i))];
        for (var i = 0; i < ReactionLimits.MaxOwn; i++)
        {
            Assert.Null((await _reactions.AddAsync(_bench.At(1, _bench.Carol), emoji[i], Now, MessageBench.Yes, Token)).Refusal);
        }

        Assert.Equal(ErrorCode.LimitReached, (await _reactions.AddAsync(_bench.At(1, _bench.Carol), emoji[3], Now, MessageBench.Yes, Token)).Refusal);

        for (var i = ReactionLimits.MaxOwn; i < ReactionLimits.MaxDifferent; i++)
        {
            await _bench.People.RunAsync(
                "insert into message_reactions (conversation_id, sequence, user_id, emoji, reacted_at) values ($1, 1, $2, $3, now())",
                Token, _bench.Conversation.Value, _bench.Bob.Value, emoji[i]);
        }

        Assert.Equal(ErrorCode.LimitReached, (await _reactions.AddAsync(_bench.At(1, _bench.Alice), emoji[^1], Now, MessageBench.Yes, Token)).Refusal);
        Assert.Null((await _reactions.AddAsync(_bench.At(1, _bench.Alice), emoji[0], Now, MessageBench.Yes, Token)).Refusal);
    }

    [Fact]
    public async Task A_conversation_has_so_many_pins_the_last_first()
    {
        for (var i = 1; i <= PinLimits.MaxPerConversation + 1; i++)
        {
            await _bench.SendAsync(_bench.Bob, $"m{i}");
            var pinned = await _pins.PinAsync(_bench.At(i, _bench.Alice), Now.AddSeconds(i), MessageBench.Yes, Token);
            Assert.Equal(i > PinLimits.MaxPerConversation ? ErrorCode.LimitReached : null, pinned.Refusal);
        }

        Assert.Null((await _pins.PinAsync(_bench.At(1, _bench.Alice), Now, MessageBench.Yes, Token)).Value);
        Assert.NotNull((await _pins.UnpinAsync(_bench.At(50, _bench.Alice), MessageBench.Yes, Token)).Value);
        Assert.Null((await _pins.UnpinAsync(_bench.At(50, _bench.Alice), MessageBench.Yes, Token)).Value);

        var pins = await _pins.ListAsync(await _bench.MemberAsync(_bench.Carol), Token);
        Assert.Equal(Enumerable.Range(1, 49).Reverse().Select(i => (long)i), pins.Select(pin => pin.Message.Sequence));
        Assert.True((await _bench.MarkedAsync(1, _bench.Carol)).Marks!.Pinned);
        Assert.False((await _bench.MarkedAsync(50, _bench.Carol)).Marks!.Pinned);
    }

    [Fact]
    public async Task What_the_judge_refuses_changes_nothing_and_the_judge_sees_the_roles()
    {
        await _bench.SendAsync(_bench.Bob, "hi");
        MessageFacts? seen = null;
        ErrorCode? Refuse(MessageFacts facts)
        {
            seen = facts;
            return ErrorCode.TooLate;
        }

        Assert.Equal(ErrorCode.TooLate, (await _edits.EditAsync(_bench.At(1, _bench.Alice), "other", Now, Refuse, Token)).Refusal);
        Assert.Equal(ErrorCode.TooLate, (await _recalls.RecallAsync(_bench.At(1, _bench.Alice), Refuse, Token)).Refusal);
        Assert.Equal(ErrorCode.TooLate, (await _reactions.AddAsync(_bench.At(1, _bench.Alice), "👍", Now, Refuse, Token)).Refusal);
        Assert.Equal(ErrorCode.TooLate, (await _pins.PinAsync(_bench.At(1, _bench.Alice), Now, Refuse, Token)).Refusal);

        Assert.Equal((Core.Conversations.MemberRole.Owner, Core.Conversations.MemberRole.Member, 1L), (seen!.Actor.Role, seen.AuthorRole, seen.Actor.LastSequence));
        Assert.Equal("hi", (await _bench.ReadAsync(1)).Text);
        Assert.Equal(0, await _bench.People.NumberAsync("select last_change from conversations where id = $1", Token, _bench.Conversation.Value));
    }

    private Task<Outcome<EditedMessage>> EditAsync(long sequence, string text)
        => _edits.EditAsync(_bench.At(sequence, _bench.Bob), text, Now, MessageBench.Yes, Token);
}

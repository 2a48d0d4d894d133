using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>What a message may point to: an answered message, mentioned people, forwarded words.</summary>
public sealed class SendReferenceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P5_one_answers_only_what_one_sees()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "one");
        await chat.SendAsync(chat.Bob, "two");
        await chat.SetMemberAsync(chat.Carol, "joined_sequence = 1");

        Assert.Equal(ErrorCode.InvalidPayload, await AnswerAsync(chat, chat.Carol, 1));
        Assert.Null(await AnswerAsync(chat, chat.Carol, 2));
        Assert.Equal(ErrorCode.InvalidPayload, await AnswerAsync(chat, chat.Bob, 99));
        Assert.Equal(ErrorCode.InvalidPayload, await AnswerAsync(chat, chat.Bob, 0));
        await chat.Get<DeletionService>().DeleteAsync(chat.Bob, chat.Group, [2], Token);
        Assert.Equal(ErrorCode.InvalidPayload, await AnswerAsync(chat, chat.Bob, 2));
    }

    [Fact]
    public async Task Mentions_of_people_who_are_no_members_are_left_out()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        var eve = await chat.People.AddAsync("eve", Token);
        await chat.SetMemberAsync(chat.Mia, "left_sequence = 0");

        var sent = await chat.SendAsync(chat.Bob, "hi", draft => draft with { Mentions = [eve.Value, chat.Carol.Value, chat.Mia.Value, chat.Carol.Value] });

        Assert.Equal([chat.Carol.Value], sent.Mentions);
    }

    [Theory]
    [InlineData(20, "bob", false, null)]
    [InlineData(21, "bob", true, ErrorCode.Forbidden)]
    [InlineData(21, "mia", false, ErrorCode.EveryoneNeedsConfirmation)]
    [InlineData(21, "mia", true, null)]
    [InlineData(21, "alice", true, null)]
    public async Task A05_everyone_of_a_large_group_is_mentioned_by_who_may_and_means_it(int members, string by, bool confirmed, ErrorCode? expected)
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.RunAsync($"update conversations set member_count = {members} where id = $1");
        var sender = by switch { "alice" => chat.Alice, "mia" => chat.Mia, _ => chat.Bob };

        var sent = await chat.TrySendAsync(sender, "hi all", draft => draft with { Mentions = ["*"], ConfirmEveryone = confirmed });

        Assert.Equal(expected, sent.Refusal);
    }

    [Fact]
    public async Task A05_a_group_says_itself_who_mentions_everyone_and_pins()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        var rules = chat.Get<IConversationRuleStore>();

        await rules.SetAsync(chat.Conversation, WhoMay.Managers, WhoMay.Everyone, Token);
        Assert.Equal(ErrorCode.Forbidden, (await chat.TrySendAsync(chat.Bob, "hi", draft => draft with { Mentions = ["*"] })).Refusal);
        Assert.Null((await chat.TrySendAsync(chat.Mia, "hi", draft => draft with { Mentions = ["*"] })).Refusal);

        await chat.RunAsync("update conversations set member_count = 500 where id = $1");
        await rules.SetAsync(chat.Conversation, WhoMay.Everyone, WhoMay.Managers, Token);
        Assert.Null((await chat.TrySendAsync(chat.Bob, "hi", draft => draft with { Mentions = ["*"], ConfirmEveryone = true })).Refusal);
        var pins = chat.Get<Core.Messages.Pins.PinService>();
        Assert.Equal(ErrorCode.Forbidden, (await pins.SetAsync(chat.Bob, chat.Group, 1, pinned: true, Token)).Refusal);
        Assert.Null((await pins.SetAsync(chat.Mia, chat.Group, 1, pinned: true, Token)).Refusal);
    }

    [Fact]
    public async Task A04_one_forwards_only_what_one_reads_and_the_copy_has_no_link_back()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "before carol");
        await chat.SetMemberAsync(chat.Carol, "joined_sequence = 1");
        await chat.SendAsync(chat.Bob, "file", draft => draft with { Kind = MessageKind.File, Payload = """{"mediaId":"m1","size":1,"name":"a.txt"}""" });
        await chat.SendAsync(chat.Bob, "to you", draft => draft with { Mentions = [chat.Carol.Value], ReplyTo = 1 });
        await chat.SendAsync(chat.Bob, "gone");
        await chat.Get<Core.Messages.Recalls.RecallService>().RecallAsync(chat.Bob, chat.Group, 4, Token);
        var route = new ForwardRoute(chat.Carol, Origin: null, chat.Group, ConversationTarget.Person(chat.Mia));

        var results = await chat.Get<ForwardService>().ForwardAsync(
            route, [.. new long[] { 1, 2, 3, 4, 9 }.Select(sequence => new ForwardItem(sequence, Guid.NewGuid()))], Token);

        Assert.Equal([ErrorCode.NotFound, null, null, ErrorCode.NotFound, ErrorCode.NotFound], results.Value.Select(result => result.Refusal));
        var copies = results.Value.Where(result => result.Refusal is null).Select(result => result.Value.Message).ToArray();
        Assert.Equal([(MessageKind.File, "a.txt"), (MessageKind.Text, "to you")], copies.Select(copy => (copy.Kind, copy.Text)));
        Assert.All(copies, copy => Assert.Equal((chat.Carol, null, 0), (copy.Sender, copy.ReplyTo, copy.Mentions.Count)));

        var eve = await chat.People.AddAsync("eve", Token);
        var stranger = await chat.Get<ForwardService>().ForwardAsync(route with { Sender = eve }, [new ForwardItem(2, Guid.NewGuid())], Token);
        Assert.Equal(ErrorCode.NotFound, stranger.Refusal);
    }

    [Fact]
    public async Task A04_a_record_is_written_by_the_server_from_what_the_sender_reads()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "你好");
        await chat.SendAsync(chat.Carol, "cat", draft => draft with { Kind = MessageKind.Image, Payload = """{"mediaId":"m1"}""" });
        var forwards = chat.Get<ForwardService>();
        var route = new ForwardRoute(chat.Carol, Origin: null, chat.Group, ConversationTarget.Person(chat.Mia));

        var record = (await forwards.MergeAsync(route, Guid.NewGuid(), [2, 1], title: null, Token)).Value.Message;

        Assert.Equal(MessageKind.Record, record.Kind);
        Assert.Equal("bob, carol\nbob: 你好\ncarol: cat", record.Text);
        Assert.Contains("\"text\":\"你好\"", record.Payload!, StringComparison.Ordinal);
        Assert.Contains("""{"mediaId":"m1"}""", record.Payload!, StringComparison.Ordinal);

        await chat.SetMemberAsync(chat.Carol, "joined_sequence = 1");
        Assert.Equal(ErrorCode.NotFound, (await forwards.MergeAsync(route, Guid.NewGuid(), [1, 2], "t", Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await forwards.MergeAsync(route, Guid.NewGuid(), [], "t", Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await forwards.MergeAsync(route, Guid.NewGuid(), [2], new string('t', 121), Token)).Refusal);
    }

    [Fact]
    public async Task P3_a_send_writes_one_row_and_asks_as_often_in_a_large_group_as_in_a_small_one()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "warm");
        var (rows, queries) = await MeasureAsync(chat);

        for (var i = 0; i < 300; i++)
        {
            var member = await chat.People.AddAsync("member", Token);
            await chat.People.RunAsync(
                """
                insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
                values ($1, $2, 0, 0, 0, 0, 0, 0, now())
                """, Token, chat.Conversation.Value, member.Value);
        }

        var large = await MeasureAsync(chat);

        Assert.Equal((1, 1), (rows, large.Rows));
        Assert.Equal(queries, large.Queries);
    }

    private static async Task<ErrorCode?> AnswerAsync(ActionBench chat, UserId sender, long replyTo)
        => (await chat.TrySendAsync(sender, "answer", draft => draft with { ReplyTo = replyTo })).Refusal;

    private async Task<(long Rows, int Queries)> MeasureAsync(ActionBench chat)
    {
        var before = await CountRowsAsync(chat);
        using var queries = new QueryCount(database.DataSource);
        await chat.SendAsync(chat.Bob, "measured");
        var asked = queries.Value;
        return (await CountRowsAsync(chat) - before, asked);
    }

    // Every row of every table but the partitions, whose rows their table counts already.
    private static async Task<long> CountRowsAsync(ActionBench chat)
        => await chat.People.NumberAsync(
            """
            select sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text::bigint)::bigint
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            """, Token);
}

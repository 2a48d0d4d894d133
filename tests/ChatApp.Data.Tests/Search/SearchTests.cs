using System.Diagnostics;
using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Search;
using ChatApp.Data.Search;
using ChatApp.Data.Tests.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Search;

public sealed class SearchTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly People _people = new(database.DataSource);
    private readonly ServiceProvider _services = MessageServices.Build(database, TimeProvider.System);
    private UserId _alice;
    private UserId _bob;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice, _bob);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("会议", "今天下午三点开会议，别迟到")]
    [InlineData("会", "今天下午三点开会议，别迟到")]
    [InlineData("預算", "今年的预算已经通过")]
    [InlineData("deploy", "We DEPLOYED it at noon")]
    [InlineData("d", "deploy")]
    [InlineData("appset", "see appsettings.json please")]
    [InlineData("appsettings.json", "看appsettings.json这个文件")]
    [InlineData("settings.js", "my settings.json")]
    [InlineData("example.com/a", "https://example.com/a/b?c=d")]
    [InlineData("https://example.com", "look: https://example.com/x")]
    [InlineData("report-2026", "report-2026-11.xlsx")]
    [InlineData("Ｈｅｌｌｏ", "hello there")]
    [InlineData("cafe", "Café au lait")]
    [InlineData("三点 别迟到", "今天下午三点开会，别迟到")]
    [InlineData("三点 noon", "noon 也就是三点以前")]
    [InlineData("😀", "well 😀 done")]
    [InlineData("C#", "written in C#.")]
    [InlineData("100%", "it is 100% done")]
    public async Task A_text_is_found_before_and_after_it_is_indexed(string query, string text)
    {
        var sent = await _services.SendAsync(_bob, _target, text);
        await _services.SendAsync(_bob, _target, "nothing of the kind 全不相干");

        var before = await FindAsync(_alice, query);
        await IndexAllAsync();
        var after = await FindAsync(_alice, query);

        Assert.Equal([sent.Id], before.Select(message => message.Id));
        Assert.Equal([sent.Id], after.Select(message => message.Id));
    }

    [Theory]
    [InlineData("ploy", "deploy")]
    [InlineData("会议", "会后再议")]
    [InlineData("议会", "会议")]
    [InlineData("settings.json", "appsettings.json")]
    [InlineData("deploy noon", "deploy at night")]
    [InlineData("deployment", "deploy")]
    public async Task What_a_text_does_not_have_is_not_found(string query, string text)
    {
        await _services.SendAsync(_bob, _target, text);
        Assert.Empty(await FindAsync(_alice, query));
        await IndexAllAsync();
        Assert.Empty(await FindAsync(_alice, query));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("'")]
    [InlineData("'; drop table messages; --")]
    [InlineData("a & b | !c:* <-> (d)")]
    [InlineData("\0")]
    [InlineData("\uD83D")]
    [InlineData("\u200B")]
    [InlineData(".*")]
    [InlineData("😀😀😀")]
    [InlineData("我")]
    public async Task T10_hostile_input_finds_what_is_there_and_nothing_else(string query)
    {
        await _people.FillAsync(_conversation, _bob, count: 3_000);
        await IndexAllAsync();
        var clean = new string([.. query.Where(c => c != '\0' && !char.IsSurrogate(c))]).Trim('\u200B');
        var sent = clean.Length > 0 ? await _services.SendAsync(_bob, _target, $"look {clean} there") : null;

        var started = Stopwatch.GetTimestamp();
        var found = await Service.SearchAsync(_alice, new SearchQuery(query, In: _target), Token);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3), "far beyond 300 ms even on a busy machine");
        Assert.True(found.Refusal is null or ErrorCode.InvalidRequest, $"{found.Refusal}");
        if (found.Refusal is null && sent is not null && clean == query)
        {
            Assert.Equal([sent.Id], found.Value.Messages.Select(message => message.Id));
        }
    }

    [Theory]
    [InlineData(8_001)]
    [InlineData(8_000)]
    [InlineData(10_000)]
    public async Task T10_very_long_input_is_answered(int length)
    {
        await _people.FillAsync(_conversation, _bob, count: 300);
        await IndexAllAsync();

        Assert.Empty(await FindAsync(_alice, new string('长', length)));
        Assert.Empty(await FindAsync(_alice, string.Concat(Enumerable.Range(0, length / 5).Select(i => $"{i % 1_000} "))));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_a_gap_and_without_doubles()
    {
        var (second, other) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _people.FillAsync(_conversation, _bob, count: 500);
        await _people.FillAsync(second, _bob, count: 300);
        await IndexAllAsync();
        await _people.FillAsync(_conversation, _bob, count: 70);
        await _services.SendAsync(_bob, other, "message the last");

        var found = new List<Message>();
        MessageId? next = null;
        do
        {
            var page = (await Service.SearchAsync(_alice, new SearchQuery("message", Before: next, Limit: 37), Token)).Value;
            found.AddRange(page.Messages);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(500 + 300 + 70 + 1, found.Count);
        Assert.Equal(found.Count, found.Select(message => (message.Conversation, message.Sequence)).Distinct().Count());
        Assert.Equal(found.Select(message => message.Id.Value).OrderDescending(), found.Select(message => message.Id.Value));
    }

    [Fact]
    public async Task Filters_by_conversation_sender_kind_link_and_time_hold()
    {
        var (_, other) = await _people.AddGroupAsync(Token, _alice, _bob);
        var hers = await _services.SendAsync(_alice, _target, "budget draft");
        var his = await _services.SendAsync(_bob, _target, "budget final");
        var elsewhere = await _services.SendAsync(_bob, other, "budget elsewhere https://example.com/b");
        var file = await _services.SendAsync(_bob, _target, "budget.xlsx", MessageKind.File, """{"mediaId":"m1","size":1,"name":"budget.xlsx"}""");

        for (var indexed = 0; indexed < 2; indexed++)
        {
            Assert.Equal([file, his, hers], await QueryAsync(new SearchQuery("budget", In: _target)));
            Assert.Equal([hers], await QueryAsync(new SearchQuery("budget", From: _alice)));
            Assert.Equal([file], await QueryAsync(new SearchQuery("budget", Kinds: [MessageKind.File])));
            Assert.Equal([file], await QueryAsync(new SearchQuery(string.Empty, In: _target, Kinds: [MessageKind.File, MessageKind.Image])));
            Assert.Equal([elsewhere], await QueryAsync(new SearchQuery(string.Empty, Links: true)));
            Assert.Equal([hers], await QueryAsync(new SearchQuery(string.Empty, In: _target, From: _alice)));
            Assert.Equal([file, elsewhere, his, hers], await QueryAsync(new SearchQuery("budget", Since: hers.SentAt.AddMinutes(-1), Until: hers.SentAt.AddMinutes(1))));
            Assert.Empty(await QueryAsync(new SearchQuery("budget", Since: hers.SentAt.AddMinutes(1))));
            Assert.Empty(await QueryAsync(new SearchQuery("budget", Until: hers.SentAt.AddMinutes(-1))));
            Assert.Empty(await QueryAsync(new SearchQuery("budget", Since: DateTimeOffset.MaxValue)));
            Assert.Empty(await QueryAsync(new SearchQuery("budget", Until: DateTimeOffset.MinValue)));
            await IndexAllAsync();
        }
    }

    [Fact]
    public async Task P5_only_what_the_person_may_read_is_found()
    {
        var groups = _services.GetRequiredService<IGroupStore>();
        var stranger = await _people.AddAsync("stranger", Token);
        var stay = await _services.SendAsync(_alice, _target, "orchard one");
        await groups.RemoveMemberAsync(_conversation, _bob, DateTimeOffset.UnixEpoch, Token);
        await _services.SendAsync(_alice, _target, "orchard gap");
        await groups.AddMembersAsync(_conversation, [_bob], 100, DateTimeOffset.UnixEpoch, Token);
        var back = await _services.SendAsync(_alice, _target, "orchard two");
        await groups.RemoveMemberAsync(_conversation, _bob, DateTimeOffset.UnixEpoch, Token);
        await _services.SendAsync(_alice, _target, "orchard later");

        for (var indexed = 0; indexed < 2; indexed++)
        {
            Assert.Equal([back.Id, stay.Id], (await FindAsync(_bob, "orchard")).Select(message => message.Id));
            Assert.Empty(await FindAsync(stranger, "orchard"));
            Assert.Equal(ErrorCode.NotFound, (await Service.SearchAsync(stranger, new SearchQuery("orchard", In: _target), Token)).Refusal);
            await IndexAllAsync();
        }
    }

    [Fact]
    public async Task M04_recalled_edited_and_deleted_words_are_not_found_and_new_words_are()
    {
        var edited = await _services.SendAsync(_bob, _target, "lantern old");
        var recalled = await _services.SendAsync(_bob, _target, "lantern recalled");
        var hidden = await _services.SendAsync(_bob, _target, "lantern hidden");
        await IndexAllAsync();
        await _people.RunAsync("update messages set text = 'saffron new' where id = $1", Token, edited.Id.Value);
        await _people.RunAsync("update messages set text = '', state = 1 where id = $1", Token, recalled.Id.Value);
        await _people.RunAsync(
            "insert into hidden_messages (user_id, conversation_id, sequence) values ($1, $2, $3)", Token, _alice.Value, _conversation.Value, hidden.Sequence);

        for (var indexed = 0; indexed < 2; indexed++)
        {
            Assert.Empty(await FindAsync(_alice, "lantern"));
            Assert.Equal([hidden.Id], (await FindAsync(_bob, "lantern")).Select(message => message.Id));
            Assert.Equal([edited.Id], (await FindAsync(_alice, "saffron")).Select(message => message.Id));
            await IndexAllAsync();
        }

        Assert.Equal(0, await _people.NumberAsync("select count(*) from search_blocks where signature is null", Token));
    }

    [Fact]
    public async Task An_edit_while_its_block_is_indexed_is_not_lost()
    {
        var sent = await _services.SendAsync(_bob, _target, "granite");
        await IndexAllAsync();
        await using var editing = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await editing.BeginTransactionAsync(Token);
        await using (var edit = new NpgsqlCommand($"update messages set text = 'velvet' where id = {sent.Id.Value}", editing))
        {
            await edit.ExecuteNonQueryAsync(Token);
        }

        // Read before the commit, written after it: the words that it saw are not the words any more.
        await _people.FillAsync(_conversation, _bob, count: 1);
        var indexing = IndexAllAsync();
        await transaction.CommitAsync(Token);
        try
        {
            await indexing;
        }
        catch (PostgresException waited) when (waited.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // It came back later than it may wait, which is what it does in the program too.
        }

        Assert.Equal([sent.Id], (await FindAsync(_alice, "velvet")).Select(message => message.Id));
        await IndexAllAsync();
        Assert.Equal([sent.Id], (await FindAsync(_alice, "velvet")).Select(message => message.Id));
        Assert.Empty(await FindAsync(_alice, "granite"));
    }

    [Fact]
    public async Task A_search_with_nothing_to_look_for_or_a_wrong_limit_is_refused()
    {
        Assert.Equal(ErrorCode.InvalidRequest, (await Service.SearchAsync(_alice, new SearchQuery(" \u200B "), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await Service.SearchAsync(_alice, new SearchQuery("a", Limit: 0), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await Service.SearchAsync(_alice, new SearchQuery("a", Limit: SearchLimits.MaxPage + 1), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await Service.SearchAsync(_alice, new SearchQuery("a", Kinds: [(MessageKind)99]), Token)).Refusal);
    }

    private SearchService Service => _services.GetRequiredService<SearchService>();

    private async Task<IReadOnlyList<Message>> FindAsync(UserId user, string text)
        => (await Service.SearchAsync(user, new SearchQuery(text), Token)).Value.Messages;

    private async Task<IEnumerable<Message>> QueryAsync(SearchQuery query)
    {
        var found = (await Service.SearchAsync(_alice, query, Token)).Value.Messages;
        return found.Select(message => message with { Marks = null, Mentions = [] });
    }

    private async Task IndexAllAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        while (await SearchIndexWriter.IndexAsync(connection, DateTimeOffset.MaxValue, Token) > 0)
        {
            // Until nothing is due.
        }
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Retention;
using ChatApp.Core.Messages.Search;
using ChatApp.Core.Settings;
using ChatApp.Data.Search;
using ChatApp.Data.Tests.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Retention;

public sealed class RetentionTests : IAsyncLifetime
{
    private const int OldMessages = 1_300;

    // A database of its own: retention goes over all conversations.
    private readonly PostgresDatabase _database = new();
    private ServiceProvider _services = null!;
    private People _people = null!;
    private UserId _alice;
    private UserId _bob;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RetentionService Service => _services.GetRequiredService<RetentionService>();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _services = MessageServices.Build(_database, TimeProvider.System);
        _people = new People(_database.DataSource);
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        (_conversation, _target) = await AddOldGroupAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_removed_while_the_settings_keep_everything()
    {
        Assert.Equal(0, await Service.SweepAsync(Token));
        Assert.Equal(OldMessages + 10, await CountAsync());
    }

    [Fact]
    public async Task Old_messages_go_and_sequences_stay_and_the_history_says_where_it_begins()
    {
        await SetAsync(ServerSettingNames.RetentionGroup, 30);

        Assert.Equal(OldMessages, await Service.SweepAsync(Token));

        var page = (await _services.GetRequiredService<MessageService>().HistoryAsync(_bob, _target, new HistoryQuery(Limit: 100), Token)).Value;
        Assert.Equal(Enumerable.Range(OldMessages + 1, 10).Select(i => (long)i), page.Messages.Select(message => message.Sequence));
        Assert.Equal(OldMessages, page.RemovedUpTo);
        Assert.False(page.HasMore);
        Assert.Equal(OldMessages + 11, (await _services.SendAsync(_alice, _target, "next")).Sequence);
        Assert.Equal(0, await Service.SweepAsync(Token));
        Assert.Equal(new RetentionFigures(OldMessages, 1, 0), await Service.ReadFiguresAsync(Token));
    }

    [Fact]
    public async Task Pinned_starred_and_reviewed_messages_stay_and_are_found()
    {
        await _people.RunAsync(
            """
            with pinned as (insert into message_pins (conversation_id, sequence, pinned_by, pinned_at) values ($1, 5, $2, now())),
            starred as (insert into message_stars (user_id, conversation_id, sequence, starred_at) values ($2, $1, 700, now()))
            insert into retention_holds (conversation_id, sequence) values ($1, 900)
            """,
            Token,
            _conversation.Value,
            _alice.Value);
        await IndexAllAsync();
        await SetAsync(ServerSettingNames.RetentionGroup, 30);

        Assert.Equal(OldMessages - 3, await Service.SweepAsync(Token));

        var page = (await _services.GetRequiredService<MessageService>().HistoryAsync(_bob, _target, new HistoryQuery(Limit: 100), Token)).Value;
        Assert.Equal([5, 700, 900], page.Messages.Take(3).Select(message => message.Sequence));
        var found = (await _services.GetRequiredService<SearchService>().SearchAsync(_bob, new SearchQuery("message 700"), Token)).Value;
        Assert.Equal(700, Assert.Single(found.Messages).Sequence);
        Assert.Equal(1, (await Service.ReadFiguresAsync(Token)).Held);
    }

    [Fact]
    public async Task A_group_may_keep_longer_or_shorter_than_its_kind()
    {
        var (keeps, _) = await AddOldGroupAsync();
        var (forgets, _) = await AddOldGroupAsync();
        await _people.RunAsync("update groups set retention_days = 0 from conversations c where c.target = groups.id and c.id = $1", Token, keeps.Value);
        await _people.RunAsync("update groups set retention_days = 40 from conversations c where c.target = groups.id and c.id = $1", Token, forgets.Value);

        Assert.Equal(OldMessages, await Service.SweepAsync(Token));
        Assert.Equal(10, await CountAsync(forgets));

        await SetAsync(ServerSettingNames.RetentionGroup, 30);
        Assert.Equal(OldMessages, await Service.SweepAsync(Token));
        Assert.Equal(OldMessages + 10, await CountAsync(keeps));
    }

    [Fact]
    public async Task Who_writes_while_old_messages_go_does_not_wait()
    {
        await SetAsync(ServerSettingNames.RetentionGroup, 30);
        var sweeping = Service.SweepAsync(Token);
        var sent = 0;
        while (!sweeping.IsCompleted)
        {
            await _services.SendAsync(_alice, _target, "meanwhile").WaitAsync(TimeSpan.FromSeconds(5), Token);
            sent++;
        }

        Assert.Equal(OldMessages, await sweeping);
        Assert.True(sent > 1);
        Assert.Equal(10 + sent, await CountAsync());
    }

    [Theory]
    [InlineData("2026-11-21", 30, "2026-10-01")]
    [InlineData("2026-11-21", 21, "2026-10-01")]
    [InlineData("2026-11-21", 20, "2026-11-01")]
    [InlineData("2026-03-01", 1, "2026-02-01")]
    public void Messages_go_by_whole_months(string now, int days, string keptFrom)
        => Assert.Equal(
            DateTimeOffset.Parse($"{keptFrom}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            IdGenerator.TimeOf(RetentionCutoff.Of(DateTimeOffset.Parse($"{now}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture), days)));

    private async Task<(ConversationId Id, ConversationTarget Target)> AddOldGroupAsync()
    {
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _people.FillAsync(id, _alice, OldMessages);
        await _people.RunAsync(
            "update messages set id = sequence * 4096, sent_at = timestamptz '2026-01-01+00' + sequence * interval '1 second' where conversation_id = $1",
            Token,
            id.Value);
        await _people.RunAsync("update conversations set created_at = timestamptz '2026-01-01+00' where id = $1", Token, id.Value);
        await _people.FillAsync(id, _bob, 10);
        return (id, target);
    }

    private async Task SetAsync(SettingDefinition setting, int days)
        => Assert.Null((await _services.GetRequiredService<ServerSettings>().SetAsync(
            setting.Name, days.ToString(System.Globalization.CultureInfo.InvariantCulture), _alice, Token)).Refusal);

    private Task<long> CountAsync(ConversationId? conversation = null)
        => _people.NumberAsync("select count(*) from messages where conversation_id = $1", Token, (conversation ?? _conversation).Value);

    private async Task IndexAllAsync()
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(Token);
        while (await SearchIndexWriter.IndexAsync(connection, DateTimeOffset.MaxValue, Token) > 0)
        {
            // Until nothing is due.
        }
    }
}

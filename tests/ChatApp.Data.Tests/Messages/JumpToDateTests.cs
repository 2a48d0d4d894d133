using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

public sealed class JumpToDateTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private const int Messages = 1_000;

    private static readonly DateTimeOffset Began = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly People _people = new(database.DataSource);
    private readonly ServiceProvider _services = MessageServices.Build(database, TimeProvider.System);
    private UserId _alice;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alice = await _people.AddAsync("alice", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice);
        await _people.FillAsync(_conversation, _alice, Messages);
        await _people.RunAsync(
            "update messages set sent_at = $2 + (sequence - 1) * interval '1 hour' where conversation_id = $1", Token, _conversation.Value, Began);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData(-5, 1)]
    [InlineData(0, 1)]
    [InlineData(0.5, 2)]
    [InlineData(1, 2)]
    [InlineData(498.2, 500)]
    [InlineData(999, 1_000)]
    public async Task The_page_of_a_moment_has_the_first_message_since_then_and_what_was_before_it(double hours, long expected)
    {
        var page = await PageAsync(Began.AddHours(hours));

        Assert.Contains(page.Messages, message => message.Sequence == expected);
        Assert.True(page.Messages.Count(message => message.Sequence < expected) <= 5);
        Assert.True(expected > 5 ? page.Messages[0].Sequence < expected : page.Messages[0].Sequence == 1);
    }

    [Fact]
    public async Task A_moment_after_everything_shows_the_end()
        => Assert.Equal(Messages, (await PageAsync(Began.AddYears(1))).Messages[^1].Sequence);

    [Fact]
    public async Task Sequences_that_retention_removed_are_stepped_over()
    {
        await _people.RunAsync("delete from messages where conversation_id = $1 and sequence between 1 and 700", Token, _conversation.Value);

        Assert.Contains((await PageAsync(Began)).Messages, message => message.Sequence == 701);
        Assert.Contains((await PageAsync(Began.AddHours(700))).Messages, message => message.Sequence == 701);
        Assert.Contains((await PageAsync(Began.AddHours(800))).Messages, message => message.Sequence == 801);
    }

    [Fact]
    public async Task Two_places_at_once_are_refused()
        => Assert.Equal(
            ErrorCode.InvalidRequest,
            (await _services.GetRequiredService<MessageService>().HistoryAsync(_alice, _target, new HistoryQuery(After: 1, At: Began), Token)).Refusal);

    private async Task<MessagePage> PageAsync(DateTimeOffset moment)
        => (await _services.GetRequiredService<MessageService>().HistoryAsync(_alice, _target, new HistoryQuery(At: moment, Limit: 10), Token)).Value;
}

using ChatApp.Core.Events;
using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Settings;
using ChatApp.Core.Users;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Friends;

public sealed class FriendServiceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly People _people = new(database.DataSource);
    private readonly RecordingDelivery _delivery = new();
    private readonly ManualClock _clock = new();
    private ServiceProvider _services = null!;
    private FriendService _friends = null!;
    private UserId _alice;
    private UserId _bob;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<INodeBus, InProcessNodeBus>()
            .AddSingleton<IEventDelivery>(_delivery)
            .AddSingleton<UserService>()
            .AddSingleton(provider => new ServerSettings(
                provider.GetRequiredService<IServerSettingStore>(), provider.GetRequiredService<INodeBus>(), _clock, new Dictionary<string, string>()))
            .AddModeration()
            .AddSingleton<FriendService>()
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
        _friends = _services.GetRequiredService<FriendService>();
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_request_that_is_accepted_makes_two_friends_and_tells_both()
    {
        Assert.Equal(FriendRequestState.Waiting, (await _friends.RequestAsync(_alice, _bob, " hello ", Token)).Value);
        Assert.Equal("hello", Assert.Single(await _friends.ListRequestsAsync(_bob, Token)).Greeting);

        Assert.Null((await _friends.AnswerAsync(_bob, _alice, accept: true, Token)).Refusal);

        Assert.Equal(_bob, Assert.Single(await _friends.ListAsync(_alice, Token)).User);
        Assert.Equal(_alice, Assert.Single(await _friends.ListAsync(_bob, Token)).User);
        Assert.Equal(2, _delivery.Events.OfType<FriendEvent>().Count());
    }

    [Fact]
    public async Task Two_who_ask_each_other_are_friends_without_an_answer()
    {
        await _friends.RequestAsync(_alice, _bob, string.Empty, Token);

        var outcome = await _friends.RequestAsync(_bob, _alice, string.Empty, Token);

        Assert.Equal(FriendRequestState.Accepted, outcome.Value);
        Assert.Single(await _friends.ListAsync(_alice, Token));
    }

    [Fact]
    public async Task A12_a_refused_person_asks_again_after_thirty_days_and_not_before()
    {
        await _friends.RequestAsync(_alice, _bob, string.Empty, Token);
        await _friends.AnswerAsync(_bob, _alice, accept: false, Token);

        _clock.Advance(FriendLimits.RefusalPause - TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorCode.TooFast, (await _friends.RequestAsync(_alice, _bob, string.Empty, Token)).Refusal);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(FriendRequestState.Waiting, (await _friends.RequestAsync(_alice, _bob, string.Empty, Token)).Value);
    }

    [Fact]
    public async Task An_answer_to_nothing_is_not_found()
        => Assert.Equal(ErrorCode.NotFound, (await _friends.AnswerAsync(_bob, _alice, accept: true, Token)).Refusal);

    [Fact]
    public async Task Nobody_befriends_oneself_or_nobody()
    {
        Assert.Equal(ErrorCode.NotFound, (await _friends.RequestAsync(_alice, _alice, string.Empty, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _friends.RequestAsync(_alice, new UserId("nobody"), string.Empty, Token)).Refusal);
    }

    [Fact]
    public async Task Friends_are_not_asked_again_and_removing_ends_it_on_both_sides()
    {
        await BefriendAsync();
        Assert.Equal(ErrorCode.Conflict, (await _friends.RequestAsync(_alice, _bob, string.Empty, Token)).Refusal);

        Assert.Null((await _friends.RemoveAsync(_bob, _alice, Token)).Refusal);

        Assert.Empty(await _friends.ListAsync(_alice, Token));
        Assert.Empty(await _friends.ListAsync(_bob, Token));
        Assert.Equal(ErrorCode.NotFound, (await _friends.RemoveAsync(_bob, _alice, Token)).Refusal);
    }

    [Fact]
    public async Task A_greeting_at_the_limit_is_taken_and_one_past_it_is_not()
    {
        Assert.Equal(ErrorCode.InvalidRequest, (await _friends.RequestAsync(_alice, _bob, new string('x', FriendLimits.MaxGreeting + 1), Token)).Refusal);
        Assert.Null((await _friends.RequestAsync(_alice, _bob, new string('x', FriendLimits.MaxGreeting), Token)).Refusal);
    }

    [Fact]
    public async Task A_blocked_person_is_not_told_and_disturbs_nobody()
    {
        await _friends.SetBlockedAsync(_bob, _alice, blocked: true, Token);

        Assert.Equal(FriendRequestState.Waiting, (await _friends.RequestAsync(_alice, _bob, "hi", Token)).Value);

        Assert.Empty(_delivery.Events.OfType<FriendRequestEvent>());
    }

    [Fact]
    public async Task A_remark_is_the_name_that_is_shown_and_an_empty_one_clears_it()
    {
        await BefriendAsync();

        await _friends.SetRemarkAsync(_alice, _bob, "Bobby", Token);
        Assert.Equal("Bobby", Assert.Single(await _friends.ListAsync(_alice, Token)).Name);

        await _friends.SetRemarkAsync(_alice, _bob, " ", Token);
        Assert.Equal("bob", Assert.Single(await _friends.ListAsync(_alice, Token)).Name);
    }

    [Fact]
    public async Task T10_search_takes_signs_of_patterns_as_text()
    {
        await _people.RunAsync("update users set display_name = '100% _real_' where id = $1", Token, _bob.Value);
        var users = _services.GetRequiredService<UserService>();

        Assert.Contains((await users.SearchAsync("0% _r", Token)).Value, person => person.Id == _bob);
        Assert.Empty((await users.SearchAsync("%%", Token)).Value);
        Assert.All((await users.SearchAsync("_r", Token)).Value, person => Assert.Equal(_bob, person.Id));
    }

    private async Task BefriendAsync()
    {
        await _friends.RequestAsync(_alice, _bob, string.Empty, Token);
        await _friends.AnswerAsync(_bob, _alice, accept: true, Token);
    }
}

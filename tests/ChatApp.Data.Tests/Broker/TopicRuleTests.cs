using ChatApp.Core.Administration;
using ChatApp.Core.Audit;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatApp.Data.Tests.Broker;

/// <summary>The rules for free topics on several nodes over one database.</summary>
public sealed class TopicRuleTests : IAsyncLifetime
{
    private static readonly Administrator Root = new(new UserId("root"), [Roles.Admin]);
    private static readonly TopicRule Hall = new("hall", TopicRuleSubject.Everyone, string.Empty, TopicRight.Publish);

    private StoreProvider _stores = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stores = await StoreProvider.CreateAsync();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_change_on_one_node_is_in_force_on_the_others_soon()
    {
        var bus = new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance);
        var (here, there) = (new TopicRules(), new TopicRules());
        var store = _stores.Get<ITopicRuleStore>();
        using var own = new TopicRuleLoader(store, here);
        using var others = new TopicRuleLoader(store, there);
        using var reloader = new TopicRuleReloader(others, bus, TimeProvider.System, NullLogger<TopicRuleReloader>.Instance);
        await reloader.StartAsync(Token);
        using var administration = new TopicRuleAdministration(store, own, bus, new AuditLog(_stores.Get<IAuditStore>(), TimeProvider.System), TimeProvider.System);

        var told = Next(there);
        var saved = await administration.SaveAsync(Root, Hall, Token);

        Assert.Equal([Hall], here.Current);
        await told;
        Assert.Equal([Hall], there.Current);

        told = Next(there);
        await administration.RemoveAsync(Root, saved.Value.Id, Token);
        await told;
        Assert.Empty(there.Current);
        await reloader.StopAsync(Token);
    }

    [Fact]
    public async Task A_change_whose_hint_was_lost_is_found_by_asking_and_what_is_the_same_is_told_to_nobody()
    {
        var rules = new TopicRules();
        var store = _stores.Get<ITopicRuleStore>();
        using var loader = new TopicRuleLoader(store, rules);
        using var reloader = new TopicRuleReloader(
            loader, new InProcessNodeBus(NullLogger<InProcessNodeBus>.Instance), TimeProvider.System, NullLogger<TopicRuleReloader>.Instance)
        {
            Check = TimeSpan.FromMilliseconds(50),
        };
        await reloader.StartAsync(Token);

        var told = Next(rules);
        await store.SaveAsync(Hall, Root.Id, TimeProvider.System.GetUtcNow(), Token);

        await told;
        Assert.Equal([Hall], rules.Current);
        var again = Next(rules);
        await loader.LoadAsync(Token);
        Assert.False(again.IsCompleted);
        await reloader.StopAsync(Token);
    }

    private static Task Next(TopicRules rules)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rules.Changed += (_, _) => told.TrySetResult();
        return told.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }
}

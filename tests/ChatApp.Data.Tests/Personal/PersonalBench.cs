using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Personal;
using ChatApp.Core.Receipts;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Personal;

/// <summary>The services of people's own settings and marks over a real database, with two people.</summary>
public sealed class PersonalBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PersonalBench(PostgresDatabase database)
    {
        People = new People(database.DataSource);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<INodeBus, InProcessNodeBus>()
            .AddSingleton(new IdGenerator(1, Clock))
            .AddSingleton<IMessageDelivery>(Delivery)
            .AddSingleton<IEventDelivery>(Delivery)
            .AddSingleton<ConversationAccess>()
            .AddSingleton<PersonalSettings>()
            .AddSingleton<UserSettingService>()
            .AddSingleton<DraftService>()
            .AddSingleton<ConversationMarkService>()
            .AddSingleton<DeliveredMarks>()
            .AddSingleton<ReceiptService>()
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public RecordingDelivery Delivery { get; } = new();

    public People People { get; }

    public UserId Alice { get; private set; }

    public UserId Bob { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PersonalBench> CreateAsync(PostgresDatabase database)
    {
        var bench = new PersonalBench(database);
        bench.Alice = await bench.People.AddAsync("alice", Token);
        bench.Bob = await bench.People.AddAsync("bob", Token);
        return bench;
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    /// <summary>The single chat of two people, made when there is none.</summary>
    public async Task<(ConversationId Id, ConversationTarget Target)> OpenAsync(UserId one, UserId other)
    {
        var target = ConversationTarget.Person(other);
        return ((await Get<IConversationStore>().OpenSingleAsync(ConversationKey.Of(one, target), Token))!.Value, target);
    }

    public async Task<long> SendAsync(UserId sender, ConversationId conversation, ConversationTarget target, string text = "text")
    {
        var draft = new MessageDraft(sender, Origin: null, target, Guid.NewGuid(), MessageKind.Text, text);
        return (await Get<IMessageLog>().AppendAsync(new PendingMessage(conversation, ConversationKey.Of(sender, target), draft), Token)).Value.Message.Sequence;
    }

    /// <summary>A person's row of a conversation.</summary>
    public async Task<ConversationSummary> RowAsync(UserId user, ConversationTarget target)
        => Assert.Single(await Get<IConversationStore>().ListSummariesAsync(user, target, 1, Token));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

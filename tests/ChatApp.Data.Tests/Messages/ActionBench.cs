using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>The product's services over PostgreSQL with a clock that a test moves: a group of its owner alice, the manager mia, and bob and carol.</summary>
public sealed class ActionBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ActionBench(PostgresDatabase database, params (string Name, string Value)[] settings)
    {
        var locked = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        locked["Messages.PerUser"] = "100000";
        locked["Messages.PerConversation"] = "100000";
        People = new People(database.DataSource);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddChatAppCore(node: 3, locked)
            .AddModeration()
            .AddSingleton<IEventDelivery>(Delivery)
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public RecordingDelivery Delivery { get; } = new();

    public People People { get; }

    public UserId Alice { get; private set; }

    public UserId Mia { get; private set; }

    public UserId Bob { get; private set; }

    public UserId Carol { get; private set; }

    public ConversationId Conversation { get; private set; }

    public ConversationTarget Group { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ActionBench> CreateAsync(PostgresDatabase database, params (string Name, string Value)[] settings)
    {
        var made = new ActionBench(database, settings);
        made.Alice = await made.People.AddAsync("alice", Token);
        made.Mia = await made.People.AddAsync("mia", Token);
        made.Bob = await made.People.AddAsync("bob", Token);
        made.Carol = await made.People.AddAsync("carol", Token);
        (made.Conversation, made.Group) = await made.People.AddGroupAsync(Token, made.Alice, made.Mia, made.Bob, made.Carol);
        await made.SetMemberAsync(made.Mia, "role = 1");
        await made.RunAsync("update conversations set member_count = 4 where id = $1");
        return made;
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public Task<Outcome<SentMessage>> TrySendAsync(UserId sender, string text, Func<MessageDraft, MessageDraft>? with = null)
    {
        var draft = new MessageDraft(sender, Origin: null, Group, Guid.NewGuid(), MessageKind.Text, text);
        return Get<MessageService>().SendAsync(with?.Invoke(draft) ?? draft, Token);
    }

    public async Task<Message> SendAsync(UserId sender, string text, Func<MessageDraft, MessageDraft>? with = null)
        => (await TrySendAsync(sender, text, with)).Value.Message;

    public async Task<IReadOnlyList<Message>> HistoryAsync(UserId reader)
        => (await Get<MessageService>().HistoryAsync(reader, Group, new HistoryQuery(), Token)).Value.Messages;

    public Task SetMemberAsync(UserId user, string what)
        => People.RunAsync($"update conversation_members set {what} where conversation_id = $1 and user_id = $2", Token, Conversation.Value, user.Value);

    public Task RunAsync(string sql) => People.RunAsync(sql, Token, Conversation.Value);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Tests.Messages;

/// <summary>The product's services over a real database, without any limit on rates.</summary>
internal static class MessageServices
{
    public static ServiceProvider Build(PostgresDatabase database, TimeProvider clock, Action<IServiceCollection>? more = null)
    {
        var free = new Dictionary<string, string>(StringComparer.Ordinal) { ["Messages.PerUser"] = "1000000", ["Messages.PerConversation"] = "1000000" };
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddChatAppCore(node: 1, free)
            .AddModeration()
            .AddChatAppData(database.ConnectionString);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public static async Task<Message> SendAsync(
        this ServiceProvider services, UserId sender, ConversationTarget to, string text, MessageKind kind = MessageKind.Text, string? payload = null)
    {
        var draft = new MessageDraft(sender, Origin: null, to, Guid.NewGuid(), kind, text, payload);
        return (await services.GetRequiredService<MessageService>().SendAsync(draft, Xunit.TestContext.Current.CancellationToken)).Value.Message;
    }

    /// <summary>Writes many messages straight into the log, faster than sending them.</summary>
    public static Task FillAsync(this People people, ConversationId conversation, UserId sender, int count)
        => people.RunAsync(
            """
            with head as (update conversations set last_sequence = last_sequence + $3, last_message_at = now() where id = $1 returning id, last_sequence - $3 as before)
            insert into messages (conversation_id, sequence, id, sender_id, client_id, kind, text, sent_at)
            select head.id, before + i, (extract(epoch from now() - timestamptz '2026-01-01+00') * 1000)::bigint * 4096 + i, $2, gen_random_uuid(), 1,
                'message ' || before + i, now()
            from head, generate_series(1, $3) as i
            """,
            Xunit.TestContext.Current.CancellationToken,
            conversation.Value,
            sender.Value,
            count);
}

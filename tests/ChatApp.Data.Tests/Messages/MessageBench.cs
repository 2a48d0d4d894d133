using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Changes;
using ChatApp.Data.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>A group of three with the stores over it: its owner alice, and bob and carol.</summary>
public sealed class MessageBench(PostgresDatabase database) : IAsyncDisposable
{
    private readonly NpgsqlMessageLog _log = new(
        database.DataSource, new IdGenerator(2, TimeProvider.System), new RecordingDelivery(), TimeProvider.System, Options.Create(new MessageLimits()), NullLoggerFactory.Instance);

    public People People { get; } = new(database.DataSource);

    public UserId Alice { get; private set; }

    public UserId Bob { get; private set; }

    public UserId Carol { get; private set; }

    public ConversationId Conversation { get; private set; }

    public ConversationTarget Target { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<MessageBench> CreateAsync(PostgresDatabase database)
    {
        var bench = new MessageBench(database)
        {
            Alice = await new People(database.DataSource).AddAsync("alice", Token),
            Bob = await new People(database.DataSource).AddAsync("bob", Token),
            Carol = await new People(database.DataSource).AddAsync("carol", Token),
        };
        (bench.Conversation, bench.Target) = await bench.People.AddGroupAsync(Token, bench.Alice, bench.Bob, bench.Carol);
        return bench;
    }

    public static ErrorCode? Yes(MessageFacts facts) => null;

    public async Task<Message> SendAsync(UserId sender, string text, MessageKind kind = MessageKind.Text, string? payload = null, Guid? clientId = null)
        => (await _log.AppendAsync(
            new PendingMessage(Conversation, ConversationKey.Of(sender, Target), new MessageDraft(sender, Origin: null, Target, clientId ?? Guid.NewGuid(), kind, text, payload)), Token)).Value.Message;

    /// <summary>A message and a member who acts on it, whom the gate let in before it was stored.</summary>
    public MessagePlace At(long sequence, UserId actor) => new(
        new Membership(Conversation, ConversationKey.Of(actor, Target), actor, MemberRole.Member, JoinedSequence: 0, LeftSequence: null, LastSequence: 0, ReadSequence: 0, MutedUntil: null),
        sequence);

    /// <summary>A member's place as the gate would give it.</summary>
    public async Task<Membership> MemberAsync(UserId user) => new(
        Conversation,
        ConversationKey.Of(user, Target),
        user,
        MemberRole.Member,
        await NumberAsync("greatest(joined_sequence, cleared_sequence)", user),
        LeftSequence: null,
        await People.NumberAsync("select last_sequence from conversations where id = $1", Token, Conversation.Value),
        ReadSequence: 0,
        MutedUntil: null);

    public async Task<Message> ReadAsync(long sequence)
        => Assert.Single(await new NpgsqlMessageReader(database.DataSource).ReadAfterAsync(Conversation, sequence - 1, sequence, 1, Token));

    public async Task<Message> MarkedAsync(long sequence, UserId reader)
        => Assert.Single(await new NpgsqlMessageMarkStore(database.DataSource).AddAsync(reader, [await ReadAsync(sequence)], Token));

    public Task<long> CountAsync(string table, long sequence)
        => People.NumberAsync($"select count(*) from {table} where conversation_id = $1 and sequence = $2", Token, Conversation.Value, sequence);

    public Task<long> NumberAsync(string mark, UserId user)
        => People.NumberAsync($"select {mark} from conversation_members where conversation_id = $1 and user_id = $2", Token, Conversation.Value, user.Value);

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Data.Conversations;
using ChatApp.Data.Groups;
using ChatApp.Data.Messages;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ChatApp.Data.Seeding;

/// <summary>The demo's groups, and what its people have said to each other over the last days.</summary>
internal sealed class TalkSeed : ISeedPart
{
    // The ids of the demo are made for past moments; the highest node number keeps them apart from those that are made now.
    private const int SeedNode = 31;
    private const int Pauses = 5;

    // In the newest conversations this many last messages wait unread, so that there is something to see.
    private const int Unread = 2;

    private static readonly TimeSpan StillNew = TimeSpan.FromHours(3);

    public async Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        var clock = new PastClock();
        var ids = new IdGenerator(SeedNode, clock);
        var messages = new List<MessageRow>();
        var talks = new Dictionary<string, Talk>(StringComparer.Ordinal);
        foreach (var scene in DemoScene.ReadAll())
        {
            if (!talks.TryGetValue(scene.Conversation, out var talk))
            {
                talk = await OpenAsync(seed, scene, cancellationToken);
                talks.Add(scene.Conversation, talk);
            }

            clock.Moment = seed.Now - scene.Ago;
            foreach (var line in scene.Lines)
            {
                messages.Add(Write(talk, line, ids, clock.Moment));

                // Uneven, as people are, and the same each time.
                clock.Moment += TimeSpan.FromSeconds(17 + (31 * (line.Text.Length % Pauses)));
            }
        }

        foreach (var talk in talks.Values)
        {
            MarkRead(talk, seed.Now);
        }

        await CopyAsync((NpgsqlConnection)seed.Database.Database.GetDbConnection(), messages, cancellationToken);
    }

    // The log is written without EF everywhere, and a seed that took a second would be a second more until the first page.
    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<MessageRow> messages, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy messages (conversation_id, sequence, id, sender_id, client_id, kind, text, mentions, reply_to, sent_at) from stdin (format binary)", cancellationToken);
        foreach (var message in messages)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(message.ConversationId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(message.Sequence, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(message.Id, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(message.SenderId, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(message.ClientId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(message.Kind, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(message.Text, NpgsqlDbType.Text, cancellationToken);
            await (message.Mentions is { } mentions
                ? copy.WriteAsync(mentions, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
            await (message.ReplyTo is { } replyTo ? copy.WriteAsync(replyTo, NpgsqlDbType.Bigint, cancellationToken) : copy.WriteNullAsync(cancellationToken));
            await copy.WriteAsync(message.SentAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task<Talk> OpenAsync(SeedContext seed, DemoScene scene, CancellationToken cancellationToken)
    {
        var began = seed.Now - scene.Ago;
        var group = DemoGroup.All.FirstOrDefault(found => found.Id == scene.Conversation);
        var people = group?.Members ?? scene.Conversation.Split('+');
        var key = group is null
            ? ConversationKey.Of(new UserId(people[0]), ConversationTarget.Person(new UserId(people[1])))
            : ConversationKey.Of(new UserId(group.Owner), ConversationTarget.Group(group.Id));
        var conversation = new ConversationRow
        {
            Type = (short)key.Type,
            Target = key.Target,
            Line = key.Line,
            CreatedAt = began,
            LastMessageAt = began,
            MemberCount = people.Count,
        };
        seed.Database.Add(conversation);
        if (group is not null)
        {
            seed.Database.Add(new GroupRow { Id = group.Id, Name = group.Name, OwnerId = group.Owner, CreatedAt = began });
        }

        // The database gives the id, and members have no navigation to it.
        await seed.Database.SaveChangesAsync(cancellationToken);
        var members = people.ToDictionary(
            person => person,
            person => new MemberRow
            {
                ConversationId = conversation.Id,
                UserId = person,
                Role = (short)(person == group?.Owner ? MemberRole.Owner : MemberRole.Member),
                JoinedAt = began,
            },
            StringComparer.Ordinal);
        seed.Database.AddRange(members.Values);
        if (group is not null)
        {
            seed.Database.AddRange(people.Select(person => new MembershipIntervalRow { ConversationId = conversation.Id, UserId = person, FromSequence = 1 }));
        }

        return new Talk(conversation, members);
    }

    private static MessageRow Write(Talk talk, DemoLine line, IdGenerator ids, DateTimeOffset now)
    {
        var sequence = ++talk.Conversation.LastSequence;
        talk.Conversation.LastMessageAt = now;
        talk.LastOf[line.Sender] = sequence;
        foreach (var person in line.Mentions)
        {
            talk.Members[person].MentionedSequence = sequence;
        }

        return new MessageRow
        {
            ConversationId = talk.Conversation.Id,
            Sequence = sequence,
            Id = ids.Next().Value,
            SenderId = line.Sender,
            ClientId = Guid.NewGuid(),
            Kind = (short)MessageKind.Text,
            Text = line.Text,
            Mentions = line.Mentions.Count == 0 ? null : [.. line.Mentions],
            ReplyTo = sequence - line.AnswersBack,
            SentAt = now,
        };
    }

    private static void MarkRead(Talk talk, DateTimeOffset now)
    {
        var last = talk.Conversation.LastSequence;
        var isNew = now - talk.Conversation.LastMessageAt < StillNew;
        foreach (var (person, member) in talk.Members)
        {
            // Whoever wrote has read up to there.
            member.ReadSequence = isNew ? Math.Max(last - Unread, talk.LastOf.GetValueOrDefault(person)) : last;
            member.DeliveredSequence = last;
        }
    }

    private sealed record Talk(ConversationRow Conversation, Dictionary<string, MemberRow> Members)
    {
        public Dictionary<string, long> LastOf { get; } = new(StringComparer.Ordinal);
    }

    private sealed class PastClock : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}

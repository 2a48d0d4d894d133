using ChatApp.Core.Conversations;
using ChatApp.Core.Messages;
using Npgsql;
using NpgsqlTypes;

namespace ChatApp.Data.Seeding;

/// <summary>The demo's groups, and what its people have said to each other over the last days.</summary>
internal sealed class TalkSeed : ISeedPart
{
    private const string GroupsSql = """
        insert into groups (id, name, owner_id, created_at) select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
        """;

    private const string ConversationSql = """
        insert into conversations (
            type, target, line, last_sequence, last_message_at, everyone_mentioned_sequence, member_count, muted_for_all, created_at)
        values ($1, $2, 0, $3, $4, 0, $5, false, $6)
        returning id
        """;

    private const string MembersSql = """
        insert into conversation_members (
            conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
        select $1, person, role, 0, read, $5, 0, mentioned, $7
        from unnest($2::text[], $3::smallint[], $4::bigint[], $6::bigint[]) as member (person, role, read, mentioned)
        """;

    private const string MessagesSql = """
        copy messages (conversation_id, sequence, id, sender_id, client_id, kind, text, mentions, reply_to, sent_at) from stdin (format binary)
        """;

    public async Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        var talks = DemoTalk.All(seed.Now);
        var groups = talks.Where(talk => talk.Group is not null).ToList();
        await seed.RunAsync(
            GroupsSql,
            cancellationToken,
            groups.Select(talk => talk.Group!.Id).ToArray(),
            groups.Select(talk => talk.Group!.Name).ToArray(),
            groups.Select(talk => talk.Group!.Owner).ToArray(),
            groups.Select(talk => talk.Began).ToArray());

        var messages = new List<(long Conversation, DemoMessage Message)>();
        foreach (var talk in talks)
        {
            var conversation = await OpenAsync(seed, talk, cancellationToken);
            messages.AddRange(talk.Messages.Select(message => (conversation, message)));
        }

        await CopyAsync(seed.Connection, messages, cancellationToken);
    }

    private static async Task<long> OpenAsync(SeedContext seed, DemoTalk talk, CancellationToken cancellationToken)
    {
        var last = talk.Messages[^1];
        var made = await seed.RunAsync(
            ConversationSql, cancellationToken, (short)talk.Key.Type, talk.Key.Target, last.Sequence, last.SentAt, talk.People.Count, talk.Began);
        await seed.RunAsync(
            MembersSql,
            cancellationToken,
            made[0],
            talk.People.ToArray(),
            talk.People.Select(person => (short)(person == talk.Group?.Owner ? MemberRole.Owner : MemberRole.Member)).ToArray(),
            talk.People.Select(person => talk.ReadBy(person, seed.Now)).ToArray(),
            last.Sequence,
            talk.People.Select(talk.MentionOf).ToArray(),
            talk.Began);
        return made[0];
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<(long Conversation, DemoMessage Message)> messages, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(MessagesSql, cancellationToken);
        foreach (var (conversation, message) in messages)
        {
            var line = message.Line;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(conversation, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(message.Sequence, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(message.Id.Value, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.Sender, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync((short)MessageKind.Text, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(line.Text, NpgsqlDbType.Text, cancellationToken);
            await (line.Mentions.Count > 0
                ? copy.WriteAsync(line.Mentions.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
            await (message.Sequence - line.AnswersBack is { } replyTo
                ? copy.WriteAsync(replyTo, NpgsqlDbType.Bigint, cancellationToken)
                : copy.WriteNullAsync(cancellationToken));
            await copy.WriteAsync(message.SentAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}

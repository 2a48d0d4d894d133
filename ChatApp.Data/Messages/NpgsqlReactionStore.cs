using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Reactions;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps the emoji on messages, in plain SQL: they change under the conversation's lock.</summary>
internal sealed class NpgsqlReactionStore(NpgsqlDataSource database) : IReactionStore
{
    private const string PresentSql = """
        select emoji, bool_or(user_id = $3) from message_reactions where conversation_id = $1 and sequence = $2 group by emoji
        """;

    private const string AddSql = """
        insert into message_reactions (conversation_id, sequence, user_id, emoji, reacted_at) values ($1, $2, $3, $4, $5)
        """;

    private const string RemoveSql = """
        delete from message_reactions where conversation_id = $1 and sequence = $2 and user_id = $3 and emoji = $4
        """;

    private const string ListSql = """
        select r.user_id, u.display_name, r.emoji
        from message_reactions r join users u on u.id = r.user_id
        where r.conversation_id = $1 and r.sequence = $2
        order by r.reacted_at, r.user_id
        limit $3
        """;

    public async Task<Outcome<long?>> AddAsync(
        MessagePlace place, string emoji, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken)
    {
        await using var locked = await LockedMessage.OpenAsync(database, place, cancellationToken);
        if (locked.Facts is not { } facts)
        {
            return ErrorCode.NotFound;
        }

        if (judge(facts) is { } refusal)
        {
            return refusal;
        }

        var present = await PresentAsync(locked, place, cancellationToken);
        if (present.TryGetValue(emoji, out var own) && own)
        {
            return (long?)null;
        }

        if (present.Count(entry => entry.Value) >= ReactionLimits.MaxOwn || (present.Count >= ReactionLimits.MaxDifferent && !present.ContainsKey(emoji)))
        {
            return ErrorCode.LimitReached;
        }

        return await locked.CommitAsync(ChangeKind.Reaction, cancellationToken, locked.Statement(AddSql, place.Actor.User.Value, emoji, now));
    }

    public async Task<Outcome<long?>> RemoveAsync(MessagePlace place, string emoji, MessageJudge judge, CancellationToken cancellationToken)
    {
        await using var locked = await LockedMessage.OpenAsync(database, place, cancellationToken);
        if (locked.Facts is not { } facts)
        {
            return ErrorCode.NotFound;
        }

        if (judge(facts) is { } refusal)
        {
            return refusal;
        }

        var present = await PresentAsync(locked, place, cancellationToken);
        return present.TryGetValue(emoji, out var own) && own
            ? await locked.CommitAsync(ChangeKind.Reaction, cancellationToken, locked.Statement(RemoveSql, place.Actor.User.Value, emoji))
            : (long?)null;
    }

    public async Task<IReadOnlyList<Reactor>> ListAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = sequence });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ReactionLimits.MaxPage });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var people = new List<Reactor>();
        while (await row.ReadAsync(cancellationToken))
        {
            people.Add(new Reactor(new UserId(row.GetString(0)), row.GetString(1), row.GetString(2)));
        }

        return people;
    }

    private static async Task<Dictionary<string, bool>> PresentAsync(LockedMessage locked, MessagePlace place, CancellationToken cancellationToken)
    {
        var rows = await locked.ListAsync(
            locked.Statement(PresentSql, place.Actor.User.Value), row => (Emoji: row.GetString(0), Own: row.GetBoolean(1)), cancellationToken);
        return rows.ToDictionary(row => row.Emoji, row => row.Own, StringComparer.Ordinal);
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Pins;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps which messages stand above their conversations, in plain SQL: they change under the conversation's lock.</summary>
internal sealed class NpgsqlPinStore(NpgsqlDataSource database) : IPinStore
{
    // Every pinned sequence of the conversation, at most fifty: tells both whether this one is and how many are.
    private const string PresentSql = "select sequence from message_pins where conversation_id = $1 and $2::bigint is not null";

    private const string PinSql = "insert into message_pins (conversation_id, sequence, pinned_by, pinned_at) values ($1, $2, $3, $4)";

    private const string UnpinSql = "delete from message_pins where conversation_id = $1 and sequence = $2";

    private const string ListSql = $"""
        select {MessageColumns.Select}, p.pinned_by, p.pinned_at
        from message_pins p
        join messages m on m.conversation_id = p.conversation_id and m.sequence = p.sequence
        join conversations c on c.id = p.conversation_id
        where p.conversation_id = $2 and exists (select from unnest($3::bigint[], $4::bigint[]) as stay (first, last) where p.sequence between first and last)
            and {HiddenSql.NotHidden}
        order by p.pinned_at desc, p.sequence desc
        limit $5
        """;

    public async Task<Outcome<long?>> PinAsync(MessagePlace place, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken)
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

        var pinned = await PresentAsync(locked, cancellationToken);
        if (pinned.Contains(place.Sequence))
        {
            return (long?)null;
        }

        return pinned.Count >= PinLimits.MaxPerConversation
            ? ErrorCode.LimitReached
            : await locked.CommitAsync(ChangeKind.Pinned, cancellationToken, locked.Statement(PinSql, place.Actor.User.Value, now));
    }

    public async Task<Outcome<long?>> UnpinAsync(MessagePlace place, MessageJudge judge, CancellationToken cancellationToken)
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

        return (await PresentAsync(locked, cancellationToken)).Contains(place.Sequence)
            ? await locked.CommitAsync(ChangeKind.Pinned, cancellationToken, locked.Statement(UnpinSql))
            : (long?)null;
    }

    public async Task<IReadOnlyList<PinnedMessage>> ListAsync(Membership member, CancellationToken cancellationToken)
    {
        var stays = VisibleRanges.Of(member);
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = member.User.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = member.Conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = stays.First });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = stays.Last });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PinLimits.MaxPerConversation });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var pins = new List<PinnedMessage>();
        while (await row.ReadAsync(cancellationToken))
        {
            pins.Add(new PinnedMessage(
                MessageColumns.Read(row), new UserId(row.GetString(MessageColumns.Count)), row.GetFieldValue<DateTimeOffset>(MessageColumns.Count + 1)));
        }

        return pins;
    }

    private static async Task<IReadOnlyList<long>> PresentAsync(LockedMessage locked, CancellationToken cancellationToken)
        => await locked.ListAsync(locked.Statement(PresentSql), row => row.GetInt64(0), cancellationToken);
}

using System.Globalization;
using ChatApp.Core.Messages;
using Npgsql;
using NpgsqlTypes;

namespace ChatApp.Data.Messages;

/// <summary>
/// Writes a batch of one message in one statement. Most batches hold one while the load is light, and then the joins of
/// <see cref="AppendCommand"/> cost more than the message.
/// </summary>
internal sealed class AppendOneCommand : IAsyncDisposable
{
    // One statement sees the tables as they were when it began, before it got the conversation's row to itself. A member who left in
    // between is still a member to the first part; the second meets the row as it is now and finds nobody. Then there is no sequence,
    // which the table refuses, and BatchWriter looks into it carefully.
    private const string Sql = """
        with head as (
            update conversations c
            set last_sequence = c.last_sequence + 1, last_message_at = $11,
                everyone_mentioned_sequence = case when $8::text = '*' then c.last_sequence + 1 else c.everyone_mentioned_sequence end
            where c.id = $1 and exists (
                select from conversation_members m
                where m.conversation_id = $1 and m.user_id = $2 and m.left_sequence is null
                    and (m.muted_until is null or m.muted_until <= $11) and (not c.muted_for_all or m.role > 0 or $5 = $12))
            returning c.last_sequence),
        mark as (
            update conversation_members m
            set read_sequence = greatest(m.read_sequence, head.last_sequence)
            from head
            where m.conversation_id = $1 and m.user_id = $2 and m.left_sequence is null
            returning 1)
        insert into messages (conversation_id, sequence, id, sender_id, client_id, kind, text, payload, mentions, reply_to, wire_type, sent_at)
        select $1, case when exists (select from mark) then head.last_sequence end, $4, $2, $3, $5, $6, $7::json, string_to_array($8::text, ' '), $9, $10, $11
        from head
        returning sequence
        """;

    private readonly NpgsqlParameter<long> _conversation = new();
    private readonly NpgsqlParameter<string> _sender = new();
    private readonly NpgsqlParameter<Guid> _clientId = new();
    private readonly NpgsqlParameter<long> _id = new();
    private readonly NpgsqlParameter<short> _kind = new();
    private readonly NpgsqlParameter<string> _text = new();
    private readonly NpgsqlParameter<string?> _payload = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string?> _mentions = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<long?> _replyTo = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<int?> _wireType = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<DateTimeOffset> _now = new();
    private readonly NpgsqlCommand _command;

    private AppendOneCommand(NpgsqlConnection connection)
        => _command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                _conversation, _sender, _clientId, _id, _kind, _text, _payload, _mentions, _replyTo, _wireType, _now,
                new NpgsqlParameter<short> { TypedValue = (short)MessageKind.Notice },
            },
        };

    public static async Task<AppendOneCommand> PrepareAsync(NpgsqlConnection connection)
    {
        var command = new AppendOneCommand(connection);
        await command._command.PrepareAsync();
        return command;
    }

    /// <summary>Writes and commits one message, which has its id in <see cref="WaitingMessage.LastTried"/>.</summary>
    /// <returns>Its sequence; 0 when its sender may not write there.</returns>
    /// <exception cref="PostgresException">Nothing was written.</exception>
    public async Task<long> ExecuteAsync(WaitingMessage waiting, DateTimeOffset now)
    {
        var (conversation, _, draft) = waiting.Pending;
        _conversation.TypedValue = conversation.Value;
        _sender.TypedValue = draft.Sender.Value;
        _clientId.TypedValue = draft.ClientId;
        _id.TypedValue = waiting.LastTried!.Value.Value;
        _kind.TypedValue = (short)draft.Kind;
        _text.TypedValue = draft.Text;
        _payload.TypedValue = draft.Payload;
        _mentions.TypedValue = AppendColumns.Join(draft.Mentions);
        _replyTo.TypedValue = draft.ReplyTo;
        _wireType.TypedValue = draft.WireType;
        _now.TypedValue = now;
        return Convert.ToInt64(await _command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();
}

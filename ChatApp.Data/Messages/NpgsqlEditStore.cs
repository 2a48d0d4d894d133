using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Edits;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Changes the words of messages, in plain SQL because the log is.</summary>
internal sealed class NpgsqlEditStore(NpgsqlDataSource database) : IEditStore
{
    private const string KeepSql = """
        insert into message_edits (conversation_id, sequence, version, text, written_at)
        select conversation_id, sequence, coalesce(version, 1), text, coalesce(edited_at, sent_at) from messages where conversation_id = $1 and sequence = $2
        """;

    private const string WriteSql = """
        update messages set text = $3, version = coalesce(version, 1) + 1, edited_at = $4 where conversation_id = $1 and sequence = $2
        """;

    private const string VersionsSql = """
        select version, text, written_at from message_edits where conversation_id = $1 and sequence = $2 order by version
        """;

    public async Task<Outcome<EditedMessage>> EditAsync(
        MessagePlace place, string text, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken)
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

        var message = facts.Message;
        if (message.Text == text)
        {
            return new EditedMessage(message, Change: null);
        }

        if (message.Version >= EditLimits.MaxVersions)
        {
            return ErrorCode.LimitReached;
        }

        // As the wire tells it, live and from the log alike.
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        var change = await locked.CommitAsync(ChangeKind.Edited, cancellationToken, locked.Statement(KeepSql), locked.Statement(WriteSql, text, at));
        return new EditedMessage(message with { Text = text, Version = message.Version + 1, EditedAt = at }, change);
    }

    public async Task<IReadOnlyList<MessageVersion>> ListVersionsAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(VersionsSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = sequence });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new List<MessageVersion>();
        while (await row.ReadAsync(cancellationToken))
        {
            versions.Add(new MessageVersion(row.GetInt32(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        return versions;
    }
}

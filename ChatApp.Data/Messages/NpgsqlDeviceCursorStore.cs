using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps device cursors in plain SQL: a busy device moves them once a second.</summary>
internal sealed class NpgsqlDeviceCursorStore(NpgsqlDataSource database) : IDeviceCursorStore
{
    private const string LoadSql = "select conversation_id, sequence from device_cursors where user_id = $1 and device_id = $2";

    private const string SaveSql = """
        insert into device_cursors (user_id, device_id, conversation_id, sequence)
        select $1, $2, conversation_id, sequence from unnest($3::bigint[], $4::bigint[]) as moved (conversation_id, sequence)
        on conflict (user_id, device_id, conversation_id) do update set sequence = greatest(device_cursors.sequence, excluded.sequence)
        """;

    public async Task<IReadOnlyDictionary<ConversationId, long>> LoadAsync(UserId user, DeviceId device, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(LoadSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = device.Value });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var cursors = new Dictionary<ConversationId, long>();
        while (await row.ReadAsync(cancellationToken))
        {
            cursors[new ConversationId(row.GetInt64(0))] = row.GetInt64(1);
        }

        return cursors;
    }

    public async Task SaveAsync(
        UserId user, DeviceId device, IReadOnlyCollection<(ConversationId Conversation, long Sequence)> cursors, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SaveSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = device.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. cursors.Select(cursor => cursor.Conversation.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. cursors.Select(cursor => cursor.Sequence)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

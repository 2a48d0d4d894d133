using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps device cursors in plain SQL: a busy device moves them once a second.</summary>
internal sealed class NpgsqlDeviceCursorStore(NpgsqlDataSource database) : IDeviceCursorStore
{
    private const string LoadSql = "select conversation_id, sequence from device_cursors where user_id = $1 and device_id = $2";

    // In the order of the key, so that two writes that share devices can never wait for each other in a circle.
    private const string SaveSql = """
        insert into device_cursors (user_id, device_id, conversation_id, sequence)
        select user_id, device_id, conversation_id, sequence
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as moved (user_id, device_id, conversation_id, sequence)
        where exists (select from users u where u.id = moved.user_id) and exists (select from conversations c where c.id = moved.conversation_id)
        order by user_id, device_id, conversation_id
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

    public async Task SaveAsync(IReadOnlyCollection<DeviceCursor> moved, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SaveSql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. moved.Select(cursor => cursor.User.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. moved.Select(cursor => cursor.Device.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moved.Select(cursor => cursor.Conversation.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moved.Select(cursor => cursor.Sequence)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

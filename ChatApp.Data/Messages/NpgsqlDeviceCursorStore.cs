using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps device cursors in plain SQL: a busy device moves them once a second.</summary>
internal sealed class NpgsqlDeviceCursorStore(NpgsqlDataSource database) : IDeviceCursorStore
{
    private const string SeenSql = "select from devices where user_id = $1 and device_id = $2";

    private const string LoadSql = "select conversation_id, sequence from device_cursors where user_id = $1 and device_id = $2";

    private const string AddSql = "insert into devices (user_id, device_id, first_seen_at) values ($1, $2, now()) on conflict do nothing";

    // In the order of the key, so that two writes that share devices can never wait for each other in a circle.
    private const string SaveSql = """
        insert into device_cursors (user_id, device_id, conversation_id, sequence)
        select user_id, device_id, conversation_id, sequence
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as moved (user_id, device_id, conversation_id, sequence)
        where exists (select from users u where u.id = moved.user_id) and exists (select from conversations c where c.id = moved.conversation_id)
        order by user_id, device_id, conversation_id
        on conflict (user_id, device_id, conversation_id) do update set sequence = greatest(device_cursors.sequence, excluded.sequence)
        """;

    public async Task<IReadOnlyDictionary<ConversationId, long>?> LoadAsync(UserId user, DeviceId device, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(OfDevice(SeenSql, user, device));
        batch.BatchCommands.Add(OfDevice(LoadSql, user, device));
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        await row.NextResultAsync(cancellationToken);
        var cursors = new Dictionary<ConversationId, long>();
        while (await row.ReadAsync(cancellationToken))
        {
            cursors[new ConversationId(row.GetInt64(0))] = row.GetInt64(1);
        }

        return cursors;
    }

    public async Task AddAsync(UserId user, DeviceId device, IReadOnlyCollection<DeviceCursor> present, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Saving(present));
        batch.BatchCommands.Add(OfDevice(AddSql, user, device));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task SaveAsync(IReadOnlyCollection<DeviceCursor> moved, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Saving(moved));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Saving(IReadOnlyCollection<DeviceCursor> cursors) => new(SaveSql)
    {
        Parameters =
        {
            new NpgsqlParameter<string[]> { TypedValue = [.. cursors.Select(cursor => cursor.User.Value)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. cursors.Select(cursor => cursor.Device.Value)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. cursors.Select(cursor => cursor.Conversation.Value)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. cursors.Select(cursor => cursor.Sequence)] },
        },
    };

    private static NpgsqlBatchCommand OfDevice(string sql, UserId user, DeviceId device) => new(sql)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = user.Value }, new NpgsqlParameter<string> { TypedValue = device.Value } },
    };
}

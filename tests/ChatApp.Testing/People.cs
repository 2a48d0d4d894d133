using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Testing;

/// <summary>Makes accounts and conversations straight in the tables: tests of messages need people, not sign-in.</summary>
public sealed class People(NpgsqlDataSource database)
{
    /// <summary>Makes an account with a name that no other test has.</summary>
    public async Task<UserId> AddAsync(string name, CancellationToken cancellationToken)
    {
        var id = $"{name}-{Guid.NewGuid():N}"[..Math.Min(40, name.Length + 33)];
        await RunAsync(
            """
            insert into users (id, display_name, status, created_at, user_name, normalized_user_name, email_confirmed, phone_number_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count, security_stamp)
            values ($1, $2, 0, now(), $1, upper($1), false, false, false, true, 0, $1)
            """,
            cancellationToken,
            id,
            name);
        return new UserId(id);
    }

    /// <summary>Makes a group conversation of these members.</summary>
    public async Task<(ConversationId Id, ConversationTarget Target)> AddGroupAsync(CancellationToken cancellationToken, params UserId[] members)
    {
        var target = ConversationTarget.Group($"g{Guid.NewGuid():N}");
        await RunAsync("insert into groups (id, name, owner_id, created_at) values ($1, 'Group', $2, now())", cancellationToken, target.Id, members[0].Value);
        await RunAsync(
            """
            with made as (
                insert into conversations (type, target, line, last_sequence, last_message_at, everyone_mentioned_sequence, member_count, muted_for_all, created_at)
                values (1, $1, 0, 0, now(), 0, cardinality($2::text[]), false, now()) returning id)
            insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
            select made.id, person, case when place = 1 then 2 else 0 end, 0, 0, 0, 0, 0, now() from made, unnest($2::text[]) with ordinality as u (person, place)
            """,
            cancellationToken,
            target.Id,
            members.Select(member => member.Value).ToArray());
        return (new ConversationId(await NumberAsync("select id from conversations where type = 1 and target = $1", cancellationToken, target.Id)), target);
    }

    /// <summary>One number that a query answers.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(sql, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a statement.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}

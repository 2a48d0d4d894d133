using Npgsql;

namespace ChatApp.Data.Startup;

/// <summary>Looks whether the server keeps what it has committed when the power goes.</summary>
internal sealed class DurabilityCheck(NpgsqlDataSource database)
{
    /// <summary>What is switched off, in one line; <see langword="null"/> when commits are safe.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var off = new List<string>();
        await using var command = database.CreateCommand(
            "select name from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off' order by name");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            off.Add(reader.GetString(0));
        }

        return off.Count == 0
            ? null
            : $"PostgreSQL runs with {string.Join(" and ", off)} off: messages that were acknowledged can be lost when the machine fails.";
    }
}

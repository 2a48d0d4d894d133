using Npgsql;

namespace ChatApp.Data.Seeding;

/// <summary>
/// What the parts of the demo work with: plain SQL, as the first start waits for it, and building EF's model would take longer than
/// making the whole database.
/// </summary>
/// <param name="Connection">A connection in the seed's transaction.</param>
/// <param name="PasswordHash">Of all demo accounts: hashing one password for each would take longer than everything else.</param>
/// <param name="Now">The moment that the demo ends at.</param>
internal sealed record SeedContext(NpgsqlConnection Connection, string PasswordHash, DateTimeOffset Now)
{
    // Another node may be seeding, and a start is no request that somebody waits for.
    private const int LongestStatementSeconds = 60;

    /// <summary>Runs a statement with parameters <c>$1</c>, <c>$2</c> …; the first column of what it returns.</summary>
    public async Task<IReadOnlyList<long>> RunAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = LongestStatementSeconds };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var returned = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            returned.Add(reader.GetInt64(0));
        }

        return returned;
    }
}

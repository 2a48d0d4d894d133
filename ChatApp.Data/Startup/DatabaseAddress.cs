using Npgsql;

namespace ChatApp.Data.Startup;

/// <summary>How to reach the database; known from the start, or since the program's own one runs.</summary>
internal sealed class DatabaseAddress
{
    // A frozen database must not hold a request longer, and nothing that we ask takes longer.
    private const int LongestWaitSeconds = 5;
    private const int PoolSize = 40;

    private string? _connectionString;

    public DatabaseAddress(string? connectionString)
    {
        if (connectionString is not null)
        {
            Set(connectionString);
        }
    }

    public string ConnectionString => _connectionString ?? throw new InvalidOperationException("The database has not been started yet.");

    /// <summary>Sets the address. What it does not say about waiting gets our limits.</summary>
    public void Set(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        SetDefault(settings, "Timeout", LongestWaitSeconds);
        SetDefault(settings, "Command Timeout", LongestWaitSeconds);
        SetDefault(settings, "Maximum Pool Size", PoolSize);
        SetDefault(settings, "Application Name", "ChatApp");
        _connectionString = settings.ConnectionString;
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        // ShouldSerialize answers whether the string itself named the keyword.
        if (!settings.ShouldSerialize(keyword))
        {
            settings[keyword] = value;
        }
    }
}

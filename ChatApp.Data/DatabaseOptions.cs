using ChatApp.Data.Embedded;

namespace ChatApp.Data;

/// <summary>Where the database is.</summary>
public sealed class DatabaseOptions
{
    /// <summary>An outside PostgreSQL; <see langword="null"/> or empty starts the program's own.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether a PostgreSQL that may lose what it has committed is accepted. It is still warned of, but does not make the program
    /// unready. For tests and trials.
    /// </summary>
    public bool AcceptsDataLoss { get; set; }

    /// <summary>How the program's own PostgreSQL runs.</summary>
    public EmbeddedPostgresOptions Embedded { get; set; } = new();

    /// <summary>Whether the program runs its own PostgreSQL.</summary>
    public bool IsEmbedded => string.IsNullOrWhiteSpace(ConnectionString);
}

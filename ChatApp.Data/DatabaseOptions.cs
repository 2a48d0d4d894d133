using ChatApp.Data.Embedded;

namespace ChatApp.Data;

/// <summary>Where the database is.</summary>
public sealed class DatabaseOptions
{
    /// <summary>An outside PostgreSQL; <see langword="null"/> or empty starts the program's own.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How the program's own PostgreSQL runs.</summary>
    public EmbeddedPostgresOptions Embedded { get; set; } = new();

    /// <summary>Whether the program runs its own PostgreSQL.</summary>
    public bool IsEmbedded => string.IsNullOrWhiteSpace(ConnectionString);
}

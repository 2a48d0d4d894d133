namespace ChatApp.Data.Embedded;

/// <summary>How the program runs its own PostgreSQL.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster; made when it is missing.</summary>
    public string DataFolder { get; set; } = DefaultDataFolder;

    /// <summary>Where <c>initdb</c> and <c>postgres</c> are; <see langword="null"/> looks in the usual places.</summary>
    public string? BinFolder { get; set; }

    /// <summary>Where the socket goes; <see langword="null"/> takes a private folder under <c>/run</c>, or the nearest to it that there is.</summary>
    public string? SocketFolder { get; set; }

    /// <summary>The user that the server runs as when the program is root; <see langword="null"/> takes <c>chatapp</c>, else <c>postgres</c>.</summary>
    public string? RunAsUser { get; set; }

    /// <summary>Where data goes when nobody says: <c>/var/lib/chatapp</c> for root, else the user's own data folder.</summary>
    public static string DefaultDataFolder => Libc.IsRoot
        ? "/var/lib/chatapp"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "chatapp");

    /// <summary>Tests only: nothing is flushed, so a loss of power loses the cluster.</summary>
    internal bool WithoutDurability { get; set; }

    /// <summary>How many connections the server takes.</summary>
    internal int MaxConnections { get; set; } = 100;
}

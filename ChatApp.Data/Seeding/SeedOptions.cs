namespace ChatApp.Data.Seeding;

/// <summary>What a new database is filled with.</summary>
public sealed class SeedOptions
{
    /// <summary>Whether a new database gets the demo: people, groups and messages to look at.</summary>
    public bool Demo { get; set; }

    /// <summary>The demo accounts' password; <see langword="null"/> makes a random one.</summary>
    public string? Password { get; set; }

    /// <summary>Where the demo accounts' password is kept to be shown at the next start too; <see langword="null"/> keeps it nowhere.</summary>
    public string? PasswordFile { get; set; }
}

namespace ChatApp.Data.Seeding;

/// <summary>What a new database is filled with.</summary>
public sealed class SeedOptions
{
    /// <summary>The value of <see cref="Recipe"/> that makes the people, groups and messages of a load test.</summary>
    public const string LoadRecipe = "load";

    /// <summary>Whether a new database gets the demo: people, groups and messages to look at.</summary>
    public bool Demo { get; set; }

    /// <summary><see cref="LoadRecipe"/> fills a new database for a load test, in place of the demo; <see langword="null"/> for no recipe.</summary>
    public string? Recipe { get; set; }

    /// <summary>How many messages the load recipe writes; 0 for none.</summary>
    public long Messages { get; set; }

    /// <summary>The demo accounts' password; <see langword="null"/> makes a random one.</summary>
    public string? Password { get; set; }

    /// <summary>Where the demo accounts' password is kept to be shown at the next start too; <see langword="null"/> keeps it nowhere.</summary>
    public string? PasswordFile { get; set; }
}

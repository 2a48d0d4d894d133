namespace ChatApp.Data.Seeding;

/// <summary>What the parts of the demo work with.</summary>
/// <param name="Database">A context in the seed's transaction; what a part adds is saved after it.</param>
/// <param name="PasswordHash">Of all demo accounts: hashing one password for each would take longer than everything else.</param>
/// <param name="Now">The moment that the demo ends at.</param>
internal sealed record SeedContext(ChatAppDbContext Database, string PasswordHash, DateTimeOffset Now);

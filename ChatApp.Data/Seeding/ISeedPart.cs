namespace ChatApp.Data.Seeding;

/// <summary>A feature's part of the demo. The parts run in the order of their registration, in one transaction.</summary>
internal interface ISeedPart
{
    Task SeedAsync(SeedContext seed, CancellationToken cancellationToken);
}

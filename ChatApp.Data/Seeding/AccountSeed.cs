using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Seeding;

/// <summary>The demo's people, and an administrator.</summary>
internal sealed class AccountSeed : ISeedPart
{
    public async Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        foreach (var person in DemoPerson.All)
        {
            seed.Database.Users.Add(new Account
            {
                Id = person.Name,
                UserName = person.Name,
                NormalizedUserName = person.Name.ToUpperInvariant(),
                DisplayName = person.DisplayName,
                PasswordHash = seed.PasswordHash,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                LockoutEnabled = true,
                CreatedAt = seed.Now.AddDays(-30),
            });
        }

        var role = await seed.Database.Roles.SingleOrDefaultAsync(found => found.Name == Roles.Admin, cancellationToken);
        if (role is null)
        {
            role = new IdentityRole(Roles.Admin) { Id = Roles.Admin, NormalizedName = Roles.Admin.ToUpperInvariant() };
            seed.Database.Roles.Add(role);
        }

        seed.Database.UserRoles.Add(new IdentityUserRole<string> { UserId = DemoPerson.Administrator.Name, RoleId = role.Id });
    }
}

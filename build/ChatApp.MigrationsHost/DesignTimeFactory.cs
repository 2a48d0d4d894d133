using ChatApp.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.MigrationsHost;

/// <summary>Makes the context for <c>dotnet ef</c>, which never opens it.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<ChatAppDbContext>
{
    // Identity reads the schema's version from the application's services alone; without it the model has no passkeys.
    public ChatAppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ChatAppDbContext>();
        DataExtensions.Configure(options, dataSource: null);
        options.UseApplicationServiceProvider(new ServiceCollection()
            .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .BuildServiceProvider());
        return new ChatAppDbContext(options.Options);
    }
}

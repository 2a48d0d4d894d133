using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data;

/// <summary>Every table of the product. Each feature maps its own rows in its own folder.</summary>
internal sealed class ChatAppDbContext(DbContextOptions<ChatAppDbContext> options) : IdentityDbContext<Account, IdentityRole, string>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ChatAppDbContext).Assembly);
        SnakeCaseNames.Apply(builder);
    }
}

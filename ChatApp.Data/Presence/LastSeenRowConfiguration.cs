using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Presence;

internal sealed class LastSeenRowConfiguration : IEntityTypeConfiguration<LastSeenRow>
{
    public void Configure(EntityTypeBuilder<LastSeenRow> builder)
    {
        builder.ToTable("last_seen");
        builder.HasKey(row => row.UserId);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

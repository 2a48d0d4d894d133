using ChatApp.Core.Groups;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Groups;

internal sealed class GroupRowConfiguration : IEntityTypeConfiguration<GroupRow>
{
    public void Configure(EntityTypeBuilder<GroupRow> builder)
    {
        builder.ToTable("groups");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(GroupLimits.MaxName);
        builder.Property(row => row.Avatar).HasMaxLength(64);
        builder.Property(row => row.HistoryVisible).HasDefaultValue(false);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

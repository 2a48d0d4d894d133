using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Profiles;

internal sealed class AvatarRowConfiguration : IEntityTypeConfiguration<AvatarRow>
{
    public void Configure(EntityTypeBuilder<AvatarRow> builder)
    {
        builder.ToTable("avatars");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.OwnerId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.ContentType).HasMaxLength(32);
        builder.HasOne<Account>().WithOne().HasForeignKey<AvatarRow>(row => row.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

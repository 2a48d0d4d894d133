using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Users;

internal sealed class UserSettingRowConfiguration : IEntityTypeConfiguration<UserSettingRow>
{
    public void Configure(EntityTypeBuilder<UserSettingRow> builder)
    {
        builder.ToTable("user_settings");
        builder.HasKey(row => new { row.UserId, row.Scope, row.Key });
        builder.HasIndex(row => new { row.UserId, row.Version });
        builder.Property(row => row.Key).HasMaxLength(256);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

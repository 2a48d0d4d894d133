using ChatApp.Core.Personal;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Personal;

internal sealed class UserSettingRowConfiguration : IEntityTypeConfiguration<UserSettingRow>
{
    public void Configure(EntityTypeBuilder<UserSettingRow> builder)
    {
        builder.ToTable("user_settings");
        builder.HasKey(row => new { row.UserId, row.Scope, row.Key });
        builder.HasIndex(row => new { row.UserId, row.Version });
        builder.Property(row => row.Key).HasMaxLength(UserSettingLimits.MaxKey);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

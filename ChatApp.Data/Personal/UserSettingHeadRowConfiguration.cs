using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Personal;

internal sealed class UserSettingHeadRowConfiguration : IEntityTypeConfiguration<UserSettingHeadRow>
{
    public void Configure(EntityTypeBuilder<UserSettingHeadRow> builder)
    {
        builder.ToTable("user_setting_heads");
        builder.HasKey(row => row.UserId);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

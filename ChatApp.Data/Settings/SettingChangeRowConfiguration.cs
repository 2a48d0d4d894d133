using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Settings;

internal sealed class SettingChangeRowConfiguration : IEntityTypeConfiguration<SettingChangeRow>
{
    public void Configure(EntityTypeBuilder<SettingChangeRow> builder)
    {
        builder.ToTable("server_setting_changes");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Name).HasMaxLength(64);
        builder.Property(row => row.ChangedBy).HasMaxLength(UserId.MaxLength);
        builder.HasIndex(row => new { row.Name, row.Id });
    }
}

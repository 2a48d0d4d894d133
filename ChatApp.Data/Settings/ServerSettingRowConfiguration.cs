using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Settings;

internal sealed class ServerSettingRowConfiguration : IEntityTypeConfiguration<ServerSettingRow>
{
    public void Configure(EntityTypeBuilder<ServerSettingRow> builder)
    {
        builder.ToTable("server_settings");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(64);
    }
}

using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.QrLogin;

internal sealed class QrTicketRowConfiguration : IEntityTypeConfiguration<QrTicketRow>
{
    public void Configure(EntityTypeBuilder<QrTicketRow> builder)
    {
        builder.ToTable("qr_logins");
        builder.HasKey(row => row.Code);
        builder.Property(row => row.Code).HasMaxLength(QrLoginCodes.CodeLength);
        builder.Property(row => row.TextCode).HasMaxLength(QrLoginCodes.TextCodeLength);
        builder.HasIndex(row => row.TextCode).IsUnique();
        builder.HasIndex(row => row.SecretHash);
        builder.HasIndex(row => row.CreatedAt);
        builder.Property(row => row.ClientDevice).HasMaxLength(DeviceId.MaxLength);
        builder.Property(row => row.DeviceName).HasMaxLength(128);
        builder.Property(row => row.Address).HasMaxLength(64);
        builder.Property(row => row.ScannedBy).HasMaxLength(UserId.MaxLength);
    }
}

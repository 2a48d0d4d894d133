using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Sessions;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.TokenHash).IsUnique();
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.Device).HasMaxLength(DeviceId.MaxLength);
        builder.Property(row => row.DeviceName).HasMaxLength(128);
        builder.Property(row => row.Means).HasDefaultValue((short)0);
        builder.Property(row => row.GivenName).HasMaxLength(Session.MaxGivenName);
        builder.Property(row => row.Proof).HasDefaultValue((short)0);
        builder.Property(row => row.Address).HasMaxLength(64);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId);

        // One live session per device. Two sign-ins of one device at the same moment meet here instead of both living on.
        builder.HasIndex(row => new { row.UserId, row.Device }).IsUnique().HasFilter("ended_at is null");
        builder.HasIndex(row => row.EndedAt).HasFilter("ended_at is not null");
    }
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.SignIn;

internal sealed class RecoveryCodeRowConfiguration : IEntityTypeConfiguration<RecoveryCodeRow>
{
    public void Configure(EntityTypeBuilder<RecoveryCodeRow> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasKey(row => new { row.UserId, row.CodeHash });
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId);
    }
}

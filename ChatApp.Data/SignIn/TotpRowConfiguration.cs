using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.SignIn;

internal sealed class TotpRowConfiguration : IEntityTypeConfiguration<TotpRow>
{
    public void Configure(EntityTypeBuilder<TotpRow> builder)
    {
        builder.ToTable("totp_secrets");
        builder.HasKey(row => row.UserId);
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId);
    }
}

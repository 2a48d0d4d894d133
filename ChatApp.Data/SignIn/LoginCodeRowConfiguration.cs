using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.SignIn;

internal sealed class LoginCodeRowConfiguration : IEntityTypeConfiguration<LoginCodeRow>
{
    public void Configure(EntityTypeBuilder<LoginCodeRow> builder)
    {
        builder.ToTable("login_codes");
        builder.HasKey(row => row.UserId);
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId);
    }
}

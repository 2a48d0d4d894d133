using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.SignIn;

internal sealed class ChallengeRowConfiguration : IEntityTypeConfiguration<ChallengeRow>
{
    public void Configure(EntityTypeBuilder<ChallengeRow> builder)
    {
        builder.ToTable("challenges");
        builder.HasKey(row => row.SecretHash);
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.HasIndex(row => new { row.UserId, row.Purpose });
        builder.HasIndex(row => row.ExpiresAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId);
    }
}

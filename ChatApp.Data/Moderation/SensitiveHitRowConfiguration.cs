using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Moderation;

internal sealed class SensitiveHitRowConfiguration : IEntityTypeConfiguration<SensitiveHitRow>
{
    public void Configure(EntityTypeBuilder<SensitiveHitRow> builder)
    {
        builder.ToTable("sensitive_hits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Word).HasMaxLength(SensitiveWord.MaxText).UseCollation("C");
        builder.Property(row => row.AuthorId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.Place).HasMaxLength(160);
        builder.HasIndex(row => new { row.WordId, row.At });
        builder.HasIndex(row => new { row.AuthorId, row.Id });
        builder.HasIndex(row => new { row.Word, row.Id });
        builder.HasIndex(row => row.At);
    }
}

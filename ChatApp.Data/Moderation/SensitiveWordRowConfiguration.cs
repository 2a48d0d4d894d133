using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Moderation;

internal sealed class SensitiveWordRowConfiguration : IEntityTypeConfiguration<SensitiveWordRow>
{
    public void Configure(EntityTypeBuilder<SensitiveWordRow> builder)
    {
        builder.ToTable("sensitive_words");
        builder.HasKey(row => row.Id);

        // By code point, so that pages follow one another in the same order on every machine, whatever its locale.
        builder.Property(row => row.Text).HasMaxLength(SensitiveWord.MaxText).UseCollation("C");
        builder.Property(row => row.Category).HasMaxLength(SensitiveWord.MaxCategory).UseCollation("C");
        builder.Property(row => row.Note).HasMaxLength(SensitiveWord.MaxNote);
        builder.Property(row => row.ChangedBy).HasMaxLength(UserId.MaxLength);
        builder.HasIndex(row => row.Text).IsUnique();
        builder.HasIndex(row => new { row.Version, row.Id });
    }
}

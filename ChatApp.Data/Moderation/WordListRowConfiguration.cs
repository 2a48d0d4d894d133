using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Moderation;

internal sealed class WordListRowConfiguration : IEntityTypeConfiguration<WordListRow>
{
    public void Configure(EntityTypeBuilder<WordListRow> builder)
    {
        builder.ToTable("word_list");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new WordListRow { Id = WordListRow.OnlyId, Version = 0 });
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Search;

internal sealed class SearchBlockRowConfiguration : IEntityTypeConfiguration<SearchBlockRow>
{
    public void Configure(EntityTypeBuilder<SearchBlockRow> builder)
    {
        builder.ToTable("search_blocks");
        builder.HasKey(row => new { row.ConversationId, row.Block });
        builder.Property(row => row.Version).HasDefaultValue(0);

        // What is to be made again: nearly always nothing.
        builder.HasIndex(row => row.ConversationId).HasFilter("signature is null");
    }
}

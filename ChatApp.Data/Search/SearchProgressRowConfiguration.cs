using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Search;

internal sealed class SearchProgressRowConfiguration : IEntityTypeConfiguration<SearchProgressRow>
{
    public void Configure(EntityTypeBuilder<SearchProgressRow> builder)
    {
        builder.ToTable("search_progress");
        builder.HasKey(row => row.ConversationId);
        builder.Property(row => row.ConversationId).ValueGeneratedNever();
    }
}

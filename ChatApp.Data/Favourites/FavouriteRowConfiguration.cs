using ChatApp.Core.Favourites;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Favourites;

internal sealed class FavouriteRowConfiguration : IEntityTypeConfiguration<FavouriteRow>
{
    public void Configure(EntityTypeBuilder<FavouriteRow> builder)
    {
        builder.ToTable("favourites");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.MessageUid).HasMaxLength(FavouriteDraft.MaxShort);
        builder.Property(row => row.ConversationTarget).HasMaxLength(FavouriteDraft.MaxShort);
        builder.Property(row => row.Sender).HasMaxLength(FavouriteDraft.MaxShort);
        builder.Property(row => row.Origin).HasMaxLength(FavouriteDraft.MaxText);
        builder.Property(row => row.Title).HasMaxLength(FavouriteDraft.MaxText);
        builder.Property(row => row.Url).HasMaxLength(FavouriteDraft.MaxUrl);
        builder.Property(row => row.ThumbUrl).HasMaxLength(FavouriteDraft.MaxUrl);
        builder.Property(row => row.Data).HasMaxLength(FavouriteDraft.MaxData);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.UserId, row.Id });
    }
}

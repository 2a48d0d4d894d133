using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Friends;

internal sealed class FriendshipRowConfiguration : IEntityTypeConfiguration<FriendshipRow>
{
    public void Configure(EntityTypeBuilder<FriendshipRow> builder)
    {
        builder.ToTable("friendships");
        builder.HasKey(row => new { row.UserId, row.FriendId });
        builder.Property(row => row.Remark).HasMaxLength(Account.MaxDisplayName);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.FriendId).OnDelete(DeleteBehavior.Cascade);
    }
}

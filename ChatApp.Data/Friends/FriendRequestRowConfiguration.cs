using ChatApp.Core.Friends;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Friends;

internal sealed class FriendRequestRowConfiguration : IEntityTypeConfiguration<FriendRequestRow>
{
    public void Configure(EntityTypeBuilder<FriendRequestRow> builder)
    {
        builder.ToTable("friend_requests");
        builder.HasKey(row => new { row.FromId, row.ToId });
        builder.HasIndex(row => row.ToId);
        builder.Property(row => row.Greeting).HasMaxLength(FriendLimits.MaxGreeting);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.ToId).OnDelete(DeleteBehavior.Cascade);
    }
}

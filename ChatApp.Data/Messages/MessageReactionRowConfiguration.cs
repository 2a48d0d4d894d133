using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class MessageReactionRowConfiguration : IEntityTypeConfiguration<MessageReactionRow>
{
    public void Configure(EntityTypeBuilder<MessageReactionRow> builder)
    {
        builder.ToTable("message_reactions");
        builder.HasKey(row => new { row.ConversationId, row.Sequence, row.UserId, row.Emoji });
        builder.Property(row => row.UserId).HasMaxLength(64);
        builder.Property(row => row.Emoji).HasMaxLength(ReactionLimits.MaxBytes);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

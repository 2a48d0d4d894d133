using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Conversations;

internal sealed class MemberRowConfiguration : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> builder)
    {
        builder.ToTable("conversation_members", table => table.HasCheckConstraint("ck_conversation_members_marks", "read_sequence >= 0 and joined_sequence >= 0"));
        builder.HasKey(row => new { row.ConversationId, row.UserId });
        builder.Property(row => row.ShownReadSequence).HasDefaultValue(0L);
        builder.HasOne<ConversationRow>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);

        // A person's conversations: read at every connect and for every list.
        builder.HasIndex(row => new { row.UserId, row.ConversationId });

        // Sends move marks all the time: room on the page lets PostgreSQL update in place, without touching the indexes.
        builder.HasAnnotation("Npgsql:StorageParameter:fillfactor", 80);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Conversations;

internal sealed class MembershipIntervalRowConfiguration : IEntityTypeConfiguration<MembershipIntervalRow>
{
    public void Configure(EntityTypeBuilder<MembershipIntervalRow> builder)
    {
        builder.ToTable("membership_intervals");
        builder.HasKey(row => new { row.ConversationId, row.UserId, row.FromSequence });
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(row => new { row.ConversationId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}

using ChatApp.Core.Announcements;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using ChatApp.Data.Groups;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Announcements;

internal sealed class AnnouncementRowConfiguration : IEntityTypeConfiguration<AnnouncementRow>
{
    public void Configure(EntityTypeBuilder<AnnouncementRow> builder)
    {
        builder.ToTable("announcements");
        builder.HasKey(row => row.GroupId);
        builder.Property(row => row.AuthorId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.Text).HasMaxLength(AnnouncementService.MaxText);
        builder.HasOne<GroupRow>().WithOne().HasForeignKey<AnnouncementRow>(row => row.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AuthorId).OnDelete(DeleteBehavior.Cascade);
    }
}

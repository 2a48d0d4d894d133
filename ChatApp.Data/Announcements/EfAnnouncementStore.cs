using ChatApp.Core.Announcements;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Announcements;

/// <summary>Keeps the announcements of groups in the table <c>announcements</c>.</summary>
internal sealed class EfAnnouncementStore(IDbContextFactory<ChatAppDbContext> contexts) : IAnnouncementStore
{
    public async Task<Announcement?> FindAsync(string group, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<AnnouncementRow>()
            .Where(row => row.GroupId == group)
            .Select(row => new Announcement(row.GroupId, new UserId(row.AuthorId), row.Text, row.CreatedAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task SaveAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into announcements (group_id, author_id, text, created_at)
            values ({announcement.Group}, {announcement.Author.Value}, {announcement.Text}, {announcement.At})
            on conflict (group_id) do update set author_id = excluded.author_id, text = excluded.text, created_at = excluded.created_at
            """,
            cancellationToken);
    }

    public async Task RemoveAsync(string group, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<AnnouncementRow>().Where(row => row.GroupId == group).ExecuteDeleteAsync(cancellationToken);
    }
}

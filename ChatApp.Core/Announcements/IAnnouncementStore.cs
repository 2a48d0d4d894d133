namespace ChatApp.Core.Announcements;

/// <summary>Keeps the one announcement of each group.</summary>
public interface IAnnouncementStore
{
    /// <summary>A group's announcement, or <see langword="null"/>.</summary>
    Task<Announcement?> FindAsync(string group, CancellationToken cancellationToken);

    /// <summary>Puts an announcement in the place of the group's old one.</summary>
    Task SaveAsync(Announcement announcement, CancellationToken cancellationToken);

    /// <summary>Takes a group's announcement away.</summary>
    Task RemoveAsync(string group, CancellationToken cancellationToken);
}

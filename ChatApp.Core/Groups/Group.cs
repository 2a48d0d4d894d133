using ChatApp.Core.Kernel;

namespace ChatApp.Core.Groups;

/// <summary>A group.</summary>
/// <param name="Id">Its lasting name.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
/// <param name="Members">How many members it has.</param>
/// <param name="MutedForAll">Whether only the owner and managers may write.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Group(string Id, string Name, UserId Owner, string? Avatar, int Members, bool MutedForAll, DateTimeOffset CreatedAt)
{
    /// <summary>Whether who joins sees what was written before; it counts for those who join while it is set.</summary>
    public bool HistoryVisible { get; init; }
}

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Users;

/// <summary>Finds accounts by what others may know of them.</summary>
public interface IUserDirectory
{
    /// <summary>The profiles of those ids that exist; in no order.</summary>
    Task<IReadOnlyList<UserProfile>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Accounts whose user name starts with the text or whose display name holds it, by user name, after
    /// <paramref name="afterUserName"/> (<see langword="null"/>: from the start).
    /// </summary>
    Task<IReadOnlyList<UserProfile>> SearchAsync(string text, string? afterUserName, int limit, CancellationToken cancellationToken);
}

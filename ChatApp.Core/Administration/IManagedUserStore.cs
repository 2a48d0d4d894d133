using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Core.Administration;

/// <summary>Accounts as administrators see and change them.</summary>
public interface IManagedUserStore
{
    /// <summary>A page of the accounts, by user name.</summary>
    Task<IReadOnlyList<ManagedUser>> ListAsync(UserQuery query, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>One account, or <see langword="null"/>.</summary>
    Task<ManagedUser?> FindAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The roles an account has now; none for one that is unknown or suspended.</summary>
    Task<IReadOnlyList<string>> ListRolesAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Changes what an account may do, unless it is the last administrator that may sign in; two such changes never pass side by side.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> for the last administrator.</returns>
    Task<Outcome<Done>> SetStatusAsync(
        UserId user, AccountStatus status, DateTimeOffset? until, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives an account exactly these roles, with the same care for the last administrator.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> for the last administrator.</returns>
    Task<Outcome<Done>> SetRolesAsync(UserId user, IReadOnlyCollection<string> roles, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many accounts there are.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);
}

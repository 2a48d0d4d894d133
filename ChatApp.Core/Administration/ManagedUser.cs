using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Core.Administration;

/// <summary>An account as administrators see it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">The name others see.</param>
/// <param name="Status">What it may do.</param>
/// <param name="StatusUntil">When its status falls back to active; <see langword="null"/> for never.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSeenAt">When one of its live sessions was last used, or <see langword="null"/> without one.</param>
public sealed record ManagedUser(
    UserId Id,
    string UserName,
    string DisplayName,
    AccountStatus Status,
    DateTimeOffset? StatusUntil,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSeenAt);

using ChatApp.Core.Administration;

namespace ChatApp.Web.Admin.Wire;

/// <summary>An account as the hub sends it.</summary>
public sealed record AdminUser(
    string Id,
    string UserName,
    string DisplayName,
    string Status,
    DateTimeOffset? StatusUntil,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSeenAt)
{
    /// <summary>Writes an account.</summary>
    public static AdminUser From(ManagedUser user) => new(
        user.Id.Value, user.UserName, user.DisplayName, user.Status.ToString(), user.StatusUntil, user.Roles, user.CreatedAt, user.LastSeenAt);
}

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Administration;

/// <summary>Who administers, with the roles that the store gives that account now.</summary>
/// <param name="Id">The account.</param>
/// <param name="Roles">Its roles; see <see cref="Users.Roles"/>.</param>
public sealed record Administrator(UserId Id, IReadOnlyCollection<string> Roles)
{
    /// <summary>Whether it is too long ago that its session proved who it is: what is dangerous then answers <see cref="ErrorCode.ProofRequired"/>.</summary>
    public bool MustProve { get; init; }

    /// <summary>Whether the account may enter the administration at all.</summary>
    public bool MayEnter => Allows(AdminRight.Read);

    /// <summary>Whether the account has a right.</summary>
    public bool Allows(AdminRight right) => right switch
    {
        AdminRight.Read => Roles.Any(Users.Roles.All.Contains),
        AdminRight.Moderate => Roles.Contains(Users.Roles.Admin) || Roles.Contains(Users.Roles.Moderator),
        AdminRight.Administer => Roles.Contains(Users.Roles.Admin),
    };
}

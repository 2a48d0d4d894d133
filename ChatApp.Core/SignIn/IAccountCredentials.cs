using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Core.SignIn;

/// <summary>Finds accounts by what people type to sign in, and checks what proves them.</summary>
public interface IAccountCredentials
{
    /// <summary>The account of a user name or phone number, or <see langword="null"/>.</summary>
    Task<Account?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The account of an id, or <see langword="null"/>.</summary>
    Task<Account?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Whether the password is the account's. Without an account it is never, and takes as long.</summary>
    Task<bool> CheckPasswordAsync(Account? account, string password, CancellationToken cancellationToken);

    /// <summary>Whether anybody has the role <see cref="Roles.Admin"/>.</summary>
    Task<bool> AnyAdministratorAsync(CancellationToken cancellationToken);

    /// <summary>Makes an account with the role <see cref="Roles.Admin"/>.</summary>
    /// <returns>The account; <see cref="ErrorCode.NameTaken"/>; <see cref="ErrorCode.InvalidRequest"/> for a name or a password that
    /// the rules do not allow.</returns>
    Task<Outcome<Account>> CreateAdministratorAsync(string userName, string displayName, string password, CancellationToken cancellationToken);
}

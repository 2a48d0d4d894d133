using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Core.SignIn;

/// <summary>Finds accounts by what people type to sign in, and checks what proves them.</summary>
public interface IAccountCredentials
{
    /// <summary>The account of a user name, or of a phone number or e-mail address that it has confirmed, or <see langword="null"/>.</summary>
    Task<Account?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The account of an id, or <see langword="null"/>.</summary>
    Task<Account?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Whether the password is the account's. Without an account it is never, and takes as long.</summary>
    Task<bool> CheckPasswordAsync(Account? account, string password, CancellationToken cancellationToken);

    /// <summary>Takes an owner's wish back that the account be closed.</summary>
    Task TakeCloseBackAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Whether anybody has the role <see cref="Roles.Admin"/>.</summary>
    Task<bool> AnyAdministratorAsync(CancellationToken cancellationToken);

    /// <summary>Why an account cannot be called so or have this password, or <see langword="null"/>: <see cref="ErrorCode.InvalidRequest"/>,
    /// <see cref="ErrorCode.WeakPassword"/>, <see cref="ErrorCode.NameTaken"/> for names that nobody may have.</summary>
    ErrorCode? FindFault(string userName, string displayName, string password);

    /// <summary>Makes an account.</summary>
    /// <param name="userName">The name to sign in with.</param>
    /// <param name="displayName">The name others see; the user name when it is empty.</param>
    /// <param name="password">The password.</param>
    /// <param name="email">An address that was confirmed, or <see langword="null"/>.</param>
    /// <param name="termsVersion">The version of the terms that was accepted, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Observed until the account is stored.</param>
    /// <returns>The account, or as <see cref="FindFault"/>; <see cref="ErrorCode.NameTaken"/> when somebody has the name or address.</returns>
    Task<Outcome<Account>> CreateAsync(
        string userName, string displayName, string password, string? email, int? termsVersion, CancellationToken cancellationToken);

    /// <summary>Makes an account with the role <see cref="Roles.Admin"/>.</summary>
    /// <returns>The account; <see cref="ErrorCode.NameTaken"/>; <see cref="ErrorCode.InvalidRequest"/> for a name or a password that
    /// the rules do not allow.</returns>
    Task<Outcome<Account>> CreateAdministratorAsync(string userName, string displayName, string password, CancellationToken cancellationToken);
}

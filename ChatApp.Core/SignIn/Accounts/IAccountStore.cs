using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Core.SignIn.Accounts;

/// <summary>Changes what an account is reached and opened by.</summary>
public interface IAccountStore
{
    /// <summary>Sets a password; every proof that was given with the old one is void by the hash.</summary>
    Task SetPasswordAsync(UserId user, string password, CancellationToken cancellationToken);

    /// <summary>Whether somebody has confirmed this number or address.</summary>
    Task<bool> IsTakenAsync(Contact contact, CancellationToken cancellationToken);

    /// <summary>Gives an account a number or address that it has confirmed.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.Conflict"/> when somebody else confirmed it first.</returns>
    Task<Outcome<Done>> SetContactAsync(UserId user, Contact contact, CancellationToken cancellationToken);

    /// <summary>Takes a number or address from an account.</summary>
    Task RemoveContactAsync(UserId user, CodeChannel channel, CancellationToken cancellationToken);

    /// <summary>Writes down when an account goes, unless it is the last administrator.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.Conflict"/> for the last administrator.</returns>
    Task<Outcome<Done>> AskToCloseAsync(UserId user, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Closes the accounts whose time has come: nothing opens or finds them any more, and what others wrote to them and they to others stays.</summary>
    /// <returns>Those that were closed.</returns>
    Task<IReadOnlyList<UserId>> CloseDueAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

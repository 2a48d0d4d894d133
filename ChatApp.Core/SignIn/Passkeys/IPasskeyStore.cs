using ChatApp.Core.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ChatApp.Core.SignIn.Passkeys;

/// <summary>Keeps passkeys.</summary>
public interface IPasskeyStore
{
    /// <summary>An account's passkeys, the oldest first.</summary>
    Task<IReadOnlyList<Passkey>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Adds one.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.LimitReached"/> when the account has as many as it may have; <see cref="ErrorCode.Conflict"/> when
    /// somebody has it already.</returns>
    Task<Outcome<Done>> AddAsync(UserId user, UserPasskeyInfo passkey, int max, CancellationToken cancellationToken);

    /// <summary>Writes down what an authenticator said when it was used: its counter above all.</summary>
    Task SaveUseAsync(UserId user, UserPasskeyInfo passkey, CancellationToken cancellationToken);

    /// <summary>Gives one another name; whether the account has it.</summary>
    Task<bool> RenameAsync(UserId user, string id, string name, CancellationToken cancellationToken);

    /// <summary>Removes one; whether the account had it.</summary>
    Task<bool> RemoveAsync(UserId user, string id, CancellationToken cancellationToken);
}

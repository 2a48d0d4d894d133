using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn;

/// <summary>Keeps the one live sign-in code of each account.</summary>
public interface ILoginCodeStore
{
    /// <summary>Puts a new code in the place of the account's old one.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="challengeHash">SHA-256 of the secret of whoever asked for the code: only there it can be used.</param>
    /// <param name="codeHash">SHA-256 of challenge and code.</param>
    /// <param name="expiresAt">When it ends.</param>
    /// <param name="cancellationToken">Observed until the code is written.</param>
    Task ReplaceAsync(UserId user, byte[] challengeHash, byte[] codeHash, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Tries a code: one statement counts the try and, if it is right, uses it up. Whether it was right, live, unused, and
    /// tried fewer than <paramref name="maxTries"/> times.</summary>
    Task<bool> TryUseAsync(
        UserId user, byte[] challengeHash, byte[] codeHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes the codes that ended before a moment.</summary>
    Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

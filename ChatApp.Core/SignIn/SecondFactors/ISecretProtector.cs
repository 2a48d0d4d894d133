using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>Encrypts what the server must be able to read again, with a key that is not in the database.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts a secret so that only the same account's can be read.</summary>
    byte[] Protect(UserId user, byte[] secret);

    /// <summary>The secret, or <see langword="null"/> when the key is not there any more.</summary>
    byte[]? TryUnprotect(UserId user, byte[] secret);
}

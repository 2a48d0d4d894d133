using System.Security.Cryptography;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.SecondFactors;
using Microsoft.AspNetCore.DataProtection;

namespace ChatApp.Web.Authentication;

/// <summary>Encrypts the secrets of authenticator apps with the keys of the data folder.</summary>
internal sealed class SecretProtector(IDataProtectionProvider protection) : ISecretProtector
{
    public byte[] Protect(UserId user, byte[] secret) => For(user).Protect(secret);

    public byte[]? TryUnprotect(UserId user, byte[] secret)
    {
        try
        {
            return For(user).Unprotect(secret);
        }
        catch (CryptographicException)
        {
            // The keys were lost, or belong to another data folder. Nobody gets in by it; a recovery code still works.
            return null;
        }
    }

    private IDataProtector For(UserId user) => protection.CreateProtector("ChatApp.SecondFactor", user.Value);
}

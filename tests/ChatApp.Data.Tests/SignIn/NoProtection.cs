using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.SecondFactors;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Leaves secrets as they are: what encrypts them is the web project's.</summary>
public sealed class NoProtection : ISecretProtector
{
    public byte[] Protect(UserId user, byte[] secret) => secret;

    public byte[]? TryUnprotect(UserId user, byte[] secret) => secret;
}

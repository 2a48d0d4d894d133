using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Core.SignIn.Passwords;

/// <summary>The passwords that everybody tries first, kept as the beginnings of their hashes; see <c>build/common-passwords.mjs</c>.</summary>
internal static class CommonPasswords
{
    private const string Resource = "ChatApp.Core.SignIn.Passwords.Resources.CommonPasswords.bin";

    // With forty bits, a password that is not in the list is taken for one that is once in a hundred million times.
    private const int HashBytes = 5;

    private static readonly Lazy<FrozenSet<ulong>> Known = new(Load);

    public static bool Contains(string password)
    {
        var plain = password.ToLowerInvariant();

        // "dragon123!" is as well known as "dragon123".
        return Known.Value.Contains(Hash(plain)) || Known.Value.Contains(Hash(plain.TrimEnd('!', '.', '?', '*', '#', '@')));
    }

    private static ulong Hash(string password) => Read(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    private static ulong Read(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        foreach (var one in bytes[..HashBytes])
        {
            value = (value << 8) | one;
        }

        return value;
    }

    private static FrozenSet<ulong> Load()
    {
        using var resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return Enumerable.Range(0, bytes.Length / HashBytes).Select(at => Read(bytes.AsSpan(at * HashBytes))).ToFrozenSet();
    }
}

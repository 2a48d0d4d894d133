using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Data.SignIn;

/// <summary>
/// Remembers for a while that a password fits a hash: a hash is made to be slow, and a thousand devices that come back after a restart
/// would keep the processors busy for minutes. Kept in memory alone, under a key that dies with the process; a wrong password is never
/// remembered.
/// </summary>
internal sealed class VerifiedPasswords(TimeProvider clock)
{
    // 32 bytes each; forgotten whole when full, which costs one slow check for each account that signs in next.
    private const int MaxKept = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool Knows(string hash, string password) => _until.TryGetValue(NameOf(hash, password), out var until) && clock.GetUtcNow() < until;

    public void Remember(string hash, string password)
    {
        if (_until.Count >= MaxKept)
        {
            _until.Clear();
        }

        _until[NameOf(hash, password)] = clock.GetUtcNow() + Kept;
    }

    // A hash is Base64, so the line break cannot be part of it: no two pairs have the same bytes.
    private string NameOf(string hash, string password) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{hash}\n{password}")));
}

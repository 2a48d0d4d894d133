using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Core.Audit;

/// <summary>The arithmetic that ties each entry to the one before.</summary>
public static class AuditChain
{
    /// <summary>What stands for the hash before the first entry.</summary>
    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of an entry that follows another.</summary>
    public static byte[] HashOf(byte[] previous, long id, AuditDraft what)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, id);
        Append(hash, what.At.UtcTicks);
        Append(hash, what.Actor.Value);
        Append(hash, what.Action);
        Append(hash, what.Target);
        Append(hash, what.Details);
        Append(hash, what.Reason);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // Each text after its length, or a letter could move from one field to the next without changing the hash.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}

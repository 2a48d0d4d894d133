using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>Codes on paper for who has lost the second factor; each works once.</summary>
public static class RecoveryCodes
{
    /// <summary>How many a person gets at a time.</summary>
    public const int Count = 10;

    // Sixty bits: more than can be guessed, and no more than people are willing to type.
    private const int Length = 12;

    // Without letters and digits that look like others.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>New codes, as <c>ABCD-EFGH-JKLM</c>.</summary>
    public static IReadOnlyList<string> Create()
        => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(4).Select(group => new string(group))))];

    /// <summary>Whether a text could be one, however it is typed.</summary>
    public static bool IsPossible(string text) => Plain(text) is { Length: Length } plain && plain.All(Alphabet.Contains);

    /// <summary>What is kept of a code: SHA-256 with its owner's id, so that equal codes of two people would not show.</summary>
    public static byte[] Hash(UserId user, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{Plain(code)}"));

    private static string Plain(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}

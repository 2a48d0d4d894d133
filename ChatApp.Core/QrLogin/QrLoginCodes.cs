using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Core.QrLogin;

/// <summary>Makes and reads the codes and secrets of QR logins.</summary>
public static class QrLoginCodes
{
    /// <summary>The characters of a code.</summary>
    public const int CodeLength = 22;

    /// <summary>The characters of a text code, without its dash.</summary>
    public const int TextCodeLength = 8;

    /// <summary>The characters of a browser's secret.</summary>
    public const int SecretLength = 43;

    // Crockford's: no I, L, O or U, so that nothing is read as something else and no word comes out.
    private const string TextAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    internal static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    internal static string NewTextCode() => RandomNumberGenerator.GetString(TextAlphabet, TextCodeLength);

    internal static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads what a phone scanned, or a person pasted or typed: the address of this server, a code, or a text code.</summary>
    /// <param name="text">The text; it may hold spaces, dashes and small letters as people type them.</param>
    /// <param name="isOwnHost">Whether a host, with its port, is this server.</param>
    /// <param name="code">The code or text code.</param>
    /// <returns>Whether the text can be a code of this server. Nothing else is ever asked of the store.</returns>
    public static bool TryRead(string? text, Func<string, bool> isOwnHost, out string code)
    {
        code = string.Empty;
        text = text?.Trim();
        if (text is not { Length: > 0 and <= 512 })
        {
            return false;
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
                || address.Scheme is not ("https" or "http")
                || address.UserInfo.Length > 0
                || !isOwnHost(address.Authority)
                || !address.AbsolutePath.StartsWith("/q/", StringComparison.Ordinal))
            {
                return false;
            }

            code = address.AbsolutePath[3..];
            return IsCode(code);
        }

        if (IsCode(text))
        {
            code = text;
            return true;
        }

        code = text.Replace("-", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant()
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return IsTextCode(code);
    }

    /// <summary>The text code as it is shown: <c>XXXX-XXXX</c>.</summary>
    public static string Shown(string textCode) => $"{textCode[..4]}-{textCode[4..]}";

    internal static bool IsTextCode(string text) => text.Length == TextCodeLength && text.All(TextAlphabet.Contains);

    internal static bool IsCode(string text) => text.Length == CodeLength && text.All(IsBase64Url);

    internal static bool IsSecret(string? text) => text is { Length: SecretLength } && text.All(IsBase64Url);

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}

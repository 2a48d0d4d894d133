using System.Net.Mail;
using System.Text.RegularExpressions;

namespace ChatApp.Core.SignIn.Codes;

/// <summary>A phone number or e-mail address, in the one way it is written.</summary>
/// <param name="Channel">Which of the two.</param>
/// <param name="Address">The number, as <c>+8613800138000</c>, or the address.</param>
public sealed partial record Contact(CodeChannel Channel, string Address)
{
    private const int MaxEmail = 254;

    /// <summary>Reads what a person typed; whether it can be one.</summary>
    public static bool TryRead(CodeChannel channel, string? typed, out Contact contact)
    {
        var plain = typed?.Trim() ?? string.Empty;
        contact = new Contact(channel, channel == CodeChannel.Sms ? Separators().Replace(plain, string.Empty) : plain);
        return channel switch
        {
            CodeChannel.Sms => Number().IsMatch(contact.Address),
            CodeChannel.Email => plain.Length <= MaxEmail && !plain.Any(char.IsWhiteSpace) && !plain.Any(char.IsControl)
                && MailAddress.TryCreate(plain, out var read) && read.Address == plain && read.Host.Contains('.', StringComparison.Ordinal),
        };
    }

    /// <summary>The contact as others may see it: <c>+86***00</c>, <c>z***@example.com</c>.</summary>
    public string Masked() => Channel switch
    {
        CodeChannel.Sms => Address.Length < 6 ? "***" : $"{Address[..3]}***{Address[^2..]}",
        CodeChannel.Email => $"{Address[0]}***{Address[Address.IndexOf('@', StringComparison.Ordinal)..]}",
    };

    [GeneratedRegex(@"^\+?[0-9]{5,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s().-]", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}

using ChatApp.Core.Users;

namespace ChatApp.Core.SignIn.Codes;

/// <summary>Chooses where an account's codes go: only to what it has confirmed.</summary>
internal static class CodeAddresses
{
    /// <summary>The address that was typed if it is one, else the phone number, else the e-mail address, of those that can be written to.</summary>
    public static Contact? Choose(Account account, string typed, ICodeSender sender)
    {
        var phone = account is { PhoneNumberConfirmed: true, PhoneNumber: { } number } && sender.Serves(CodeChannel.Sms) ? new Contact(CodeChannel.Sms, number) : null;
        var email = account is { EmailConfirmed: true, Email: { } mail } && sender.Serves(CodeChannel.Email) ? new Contact(CodeChannel.Email, mail) : null;
        return typed.Contains('@', StringComparison.Ordinal) ? email ?? phone : phone ?? email;
    }
}

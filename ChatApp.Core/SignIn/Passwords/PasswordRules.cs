using ChatApp.Core.Users;

namespace ChatApp.Core.SignIn.Passwords;

/// <summary>What a password must be: long enough and not the one that everybody tries. No rules about kinds of characters: they make passwords worse.</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 8;

    // A shorter name is in too many passwords by chance.
    private const int ShortestName = 4;

    /// <summary>Whether an account may have this password.</summary>
    public static bool Allow(string password, int maxLength, params ReadOnlySpan<string?> names)
    {
        if (password.Length < MinLength || password.Length > maxLength || password.Distinct().Take(3).Count() < 3 || CommonPasswords.Contains(password))
        {
            return false;
        }

        foreach (var name in names)
        {
            // The name with a few digits is the second thing that everybody tries.
            if (name is { Length: >= ShortestName } && password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + MinLength)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an account may have this password.</summary>
    public static bool Allow(string password, int maxLength, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Allow(password, maxLength, account.UserName, account.DisplayName, account.Email?.Split('@')[0], account.PhoneNumber, "chatapp");
    }
}

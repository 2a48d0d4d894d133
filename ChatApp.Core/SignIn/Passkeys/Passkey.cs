namespace ChatApp.Core.SignIn.Passkeys;

/// <summary>A passkey of an account, as its owner sees it.</summary>
/// <param name="Id">Names it: the credential id, base64url.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="IsSynced">Whether a service keeps a copy of it for the owner's other devices.</param>
public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt, bool IsSynced)
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 64;
}

namespace ChatApp.Data.SignIn;

/// <summary>The one live sign-in code of an account.</summary>
internal sealed class LoginCodeRow
{
    public required string UserId { get; set; }

    /// <summary>SHA-256 of the secret of the client that asked for the code.</summary>
    public required byte[] ChallengeHash { get; set; }

    /// <summary>SHA-256 of that secret and the code: six digits alone would be found in the hash at once.</summary>
    public required byte[] CodeHash { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

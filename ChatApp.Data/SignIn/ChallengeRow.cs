namespace ChatApp.Data.SignIn;

/// <summary>Something that was begun and waits for its other half.</summary>
internal sealed class ChallengeRow
{
    /// <summary>SHA-256 of the secret of whoever began it.</summary>
    public required byte[] SecretHash { get; set; }

    public short Purpose { get; set; }

    public string? UserId { get; set; }

    /// <summary>SHA-256 of the secret and the right answer: six digits alone would be found in the hash at once.</summary>
    public byte[]? AnswerHash { get; set; }

    public string? Data { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

namespace ChatApp.Data.SignIn;

/// <summary>One recovery code of an account.</summary>
internal sealed class RecoveryCodeRow
{
    public required string UserId { get; set; }

    /// <summary>SHA-256 of the owner's id and the code.</summary>
    public required byte[] CodeHash { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

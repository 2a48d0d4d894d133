namespace ChatApp.Data.SignIn;

/// <summary>What an account shares with its authenticator app.</summary>
internal sealed class TotpRow
{
    public required string UserId { get; set; }

    /// <summary>Encrypted with a key that is not in the database.</summary>
    public required byte[] Secret { get; set; }

    public DateTimeOffset OfferedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The last thirty seconds whose code was taken; it and all before are used up.</summary>
    public long LastStep { get; set; }
}

namespace ChatApp.Data.Personal;

/// <summary>How often a person changed settings. Its row is the lock under which they change.</summary>
internal sealed class UserSettingHeadRow
{
    public required string UserId { get; set; }

    /// <summary>The version of the last change.</summary>
    public long Version { get; set; }

    /// <summary>Settings that were off were forgotten up to this version; 0 for never.</summary>
    public long ForgottenVersion { get; set; }
}

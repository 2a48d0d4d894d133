namespace ChatApp.Data.Personal;

/// <summary>One setting of one person, by WildfireChat's scope numbers.</summary>
internal sealed class UserSettingRow
{
    public required string UserId { get; set; }

    public int Scope { get; set; }

    public required string Key { get; set; }

    public required string Value { get; set; }

    /// <summary>Grows with each change of any of the person's settings.</summary>
    public long Version { get; set; }
}

namespace ChatApp.Core.Administration;

/// <summary>What an administrator may be allowed to do.</summary>
public enum AdminRight
{
    /// <summary>See figures, words, masked hits, settings, users and the audit log: every role.</summary>
    Read,

    /// <summary>Change words and see the text behind a hit: moderators and administrators.</summary>
    Moderate,

    /// <summary>Change settings and users: administrators.</summary>
    Administer,
}

namespace ChatApp.Core.Users;

/// <summary>The roles an account may have beside being a user.</summary>
public static class Roles
{
    /// <summary>May do everything.</summary>
    public const string Admin = "admin";

    /// <summary>May manage words and handle hits and reports.</summary>
    public const string Moderator = "moderator";

    /// <summary>May read what administrators read, and change nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Every role, in falling order of rights.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, Moderator, Auditor];
}

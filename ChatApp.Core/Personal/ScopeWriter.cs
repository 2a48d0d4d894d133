namespace ChatApp.Core.Personal;

/// <summary>Who may write a setting.</summary>
public enum ScopeWriter
{
    /// <summary>The person's own devices.</summary>
    Client = 0,

    /// <summary>Only the server: devices read it.</summary>
    Server = 1,
}

namespace ChatApp.Core.Users;

/// <summary>What an account may do.</summary>
public enum AccountStatus
{
    /// <summary>Everything its roles allow.</summary>
    Active = 0,

    /// <summary>May read and not send, until <see cref="Account.StatusUntil"/>.</summary>
    Muted = 1,

    /// <summary>May not sign in, until <see cref="Account.StatusUntil"/>; its sessions have been ended.</summary>
    Suspended = 2,
}

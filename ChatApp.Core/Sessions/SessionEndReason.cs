namespace ChatApp.Core.Sessions;

/// <summary>Why a session ended; the loser is told.</summary>
public enum SessionEndReason
{
    /// <summary>Its owner signed out there.</summary>
    SignedOut = 1,

    /// <summary>Its owner ended it from another device.</summary>
    EndedByOwner = 2,

    /// <summary>An administrator ended it.</summary>
    EndedByAdministrator = 3,

    /// <summary>The account was suspended.</summary>
    Suspended = 4,

    /// <summary>The password or another factor changed.</summary>
    CredentialsChanged = 5,

    /// <summary>A newer session of the same device, or class of devices, took its place.</summary>
    Replaced = 6,

    /// <summary>It was idle, or lived, longer than it may.</summary>
    Expired = 7,

    /// <summary>Its owner said that it was not theirs.</summary>
    NotMine = 8,
}

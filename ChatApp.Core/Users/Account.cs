using ChatApp.Core.Kernel;
using Microsoft.AspNetCore.Identity;

namespace ChatApp.Core.Users;

/// <summary>A person, or a robot, that can sign in. Its id is a <see cref="UserId"/>, chosen once.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The most characters a display name may have.</summary>
    public const int MaxDisplayName = 64;

    /// <summary>The name others see. 1 to <see cref="MaxDisplayName"/> characters.</summary>
    public string DisplayName { get; set; } = string.Empty;

    /// <summary>The most characters of a signature.</summary>
    public const int MaxSignature = 140;

    /// <summary>What the person says of themselves; empty for nothing. At most <see cref="MaxSignature"/> characters.</summary>
    public string Signature { get; set; } = string.Empty;

    /// <summary>What the person says of their gender.</summary>
    public Gender Gender { get; set; }

    /// <summary>The id of the picture, or <see langword="null"/> for letters on a colour.</summary>
    public string? Avatar { get; set; }

    /// <summary>What the account may do now.</summary>
    public AccountStatus Status { get; set; }

    /// <summary>When <see cref="Status"/> falls back to active; <see langword="null"/> means never by itself.</summary>
    public DateTimeOffset? StatusUntil { get; set; }

    /// <summary>When the account goes, as its owner wishes; signing in before takes the wish back. <see langword="null"/> for never.</summary>
    public DateTimeOffset? ClosesAt { get; set; }

    /// <summary>The version of the terms that the owner has accepted; <see langword="null"/> for none.</summary>
    public int? TermsVersion { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The account's id as the rest of the product names it.</summary>
    public UserId UserId => new(Id);

    /// <summary>Whether the account may not sign in at a moment.</summary>
    public bool IsSuspendedAt(DateTimeOffset now) => Status == AccountStatus.Suspended && (StatusUntil is null || StatusUntil > now);
}

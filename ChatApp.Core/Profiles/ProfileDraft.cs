using ChatApp.Core.Users;

namespace ChatApp.Core.Profiles;

/// <summary>What a person wants others to see.</summary>
/// <param name="DisplayName">1 to <see cref="Account.MaxDisplayName"/> characters.</param>
/// <param name="Signature">Up to <see cref="Account.MaxSignature"/> characters.</param>
/// <param name="Gender">The gender.</param>
public sealed record ProfileDraft(string DisplayName, string Signature, Gender Gender);

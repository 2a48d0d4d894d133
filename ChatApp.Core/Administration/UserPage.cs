namespace ChatApp.Core.Administration;

/// <summary>A page of the accounts, by user name.</summary>
public sealed record UserPage(IReadOnlyList<ManagedUser> Users, bool HasMore);

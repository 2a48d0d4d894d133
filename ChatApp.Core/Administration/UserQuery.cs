using ChatApp.Core.Users;

namespace ChatApp.Core.Administration;

/// <summary>Which page of the accounts is wanted; what is <see langword="null"/> does not narrow.</summary>
/// <param name="Text">A piece of the display name, or the beginning of the user name.</param>
/// <param name="Status">What the account may do.</param>
/// <param name="Role">A role it has.</param>
/// <param name="AfterUserName">The last user name of the page before, or <see langword="null"/> for the first page.</param>
/// <param name="Limit">How many.</param>
public sealed record UserQuery(
    string? Text = null, AccountStatus? Status = null, string? Role = null, string? AfterUserName = null, int Limit = 50);

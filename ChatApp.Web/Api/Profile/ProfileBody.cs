namespace ChatApp.Web.Api.Profile;

/// <summary>What the caller wants others to see.</summary>
/// <param name="DisplayName">1 to 64 characters.</param>
/// <param name="Signature">Up to 140 characters.</param>
/// <param name="Gender">0 not said, 1 male, 2 female, 3 another.</param>
internal sealed record ProfileBody(string? DisplayName, string? Signature, int Gender);

namespace ChatApp.Web.Components.Chat;

/// <summary>One row of the list that "@" opens.</summary>
/// <param name="Id">The user id, or <c>*</c> for everyone.</param>
/// <param name="Name">The name that is written after the sign.</param>
/// <param name="Letters">The letters of the picture.</param>
/// <param name="Hue">The class of its colour.</param>
public sealed record MentionCandidate(string Id, string Name, string Letters, string Hue);

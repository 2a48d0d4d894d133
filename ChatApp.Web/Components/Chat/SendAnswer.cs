namespace ChatApp.Web.Components.Chat;

/// <summary>What became of a <see cref="SendRequest"/>.</summary>
/// <param name="Ok">Whether it is stored.</param>
/// <param name="Sequence">Its place, when it is stored.</param>
/// <param name="Error">Why not, by the code's name.</param>
/// <param name="Message">Why not, in the reader's words.</param>
/// <param name="Words">The refused words that the author may be told.</param>
/// <param name="Held">Whether moderation keeps it back: it has no place, and nobody else sees it.</param>
public sealed record SendAnswer(bool Ok, long? Sequence = null, string? Error = null, string? Message = null, IReadOnlyList<string>? Words = null, bool Held = false);

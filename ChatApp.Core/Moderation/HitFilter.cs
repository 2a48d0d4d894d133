using ChatApp.Core.Kernel;

namespace ChatApp.Core.Moderation;

/// <summary>Which hits are wanted; what is <see langword="null"/> does not narrow.</summary>
/// <param name="Word">The word as it was entered.</param>
/// <param name="Author">Who wrote the texts.</param>
/// <param name="Action">What was done.</param>
public sealed record HitFilter(string? Word = null, UserId? Author = null, WordAction? Action = null);

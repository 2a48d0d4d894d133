namespace ChatApp.Core.SignIn.Challenges;

/// <summary>Keeps what was begun and is not finished, for all nodes together.</summary>
public interface IChallengeStore
{
    /// <summary>Writes one. Those that its user has of the same purpose go: only the last that was begun can be finished.</summary>
    /// <param name="challenge">What it is.</param>
    /// <param name="secretHash">SHA-256 of the secret of whoever began it.</param>
    /// <param name="answerHash">SHA-256 of the right answer, or <see langword="null"/> when something else judges it.</param>
    /// <param name="expiresAt">When it ends.</param>
    /// <param name="cancellationToken">Observed until it is written.</param>
    Task AddAsync(Challenge challenge, byte[] secretHash, byte[]? answerHash, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>The live one of a secret, or <see langword="null"/>.</summary>
    Task<Challenge?> FindAsync(ChallengePurpose purpose, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts a try and returns the live one that was tried, or <see langword="null"/> when it was tried <paramref name="maxTries"/> times
    /// before. One statement: tries that come together get different numbers.</summary>
    Task<Challenge?> CountTryAsync(ChallengePurpose purpose, byte[] secretHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts a try and, if the answer is right, uses it up: one statement. The challenge, or <see langword="null"/>.</summary>
    Task<Challenge?> TryAnswerAsync(
        ChallengePurpose purpose, byte[] secretHash, byte[] answerHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Uses the live one of a secret up, for exactly one of those who ask; <see langword="null"/> for the others.</summary>
    Task<Challenge?> TakeAsync(ChallengePurpose purpose, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes those that ended before a moment.</summary>
    Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Core.SignIn.Challenges;

/// <summary>Begins what takes two requests, and finishes it once. What is kept are hashes: who reads the table can finish nothing.</summary>
public sealed class ChallengeService(IChallengeStore store, TimeProvider clock)
{
    private const int SecretBytes = 32;
    private const int MaxSecretLength = 64;

    /// <summary>Six random digits.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>A secret like those of real challenges that finishes nothing: for who must not learn that there is nothing to finish.</summary>
    public static string Decoy() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Begins one.</summary>
    /// <param name="challenge">What it is.</param>
    /// <param name="answer">The right answer, or <see langword="null"/> when something else judges it.</param>
    /// <param name="lifetime">How long it can be finished.</param>
    /// <param name="cancellationToken">Observed until it is written.</param>
    /// <returns>The secret that must come back.</returns>
    public async Task<string> BeginAsync(Challenge challenge, string? answer, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var secret = Decoy();
        await store.AddAsync(challenge, Hash(secret), answer is null ? null : Hash(secret, answer), clock.GetUtcNow() + lifetime, cancellationToken);
        return secret;
    }

    /// <summary>The live one of a secret, or <see langword="null"/>.</summary>
    public async Task<Challenge?> FindAsync(ChallengePurpose purpose, string? secret, CancellationToken cancellationToken)
        => IsPossible(secret) ? await store.FindAsync(purpose, Hash(secret!), clock.GetUtcNow(), cancellationToken) : null;

    /// <summary>Counts a try at the live one of a secret; <see langword="null"/> when there is none, or it had all its tries.</summary>
    public async Task<Challenge?> CountTryAsync(ChallengePurpose purpose, string? secret, int maxTries, CancellationToken cancellationToken)
        => IsPossible(secret) ? await store.CountTryAsync(purpose, Hash(secret!), maxTries, clock.GetUtcNow(), cancellationToken) : null;

    /// <summary>Tries an answer, which counts, and uses the challenge up if it is right; else <see langword="null"/>.</summary>
    public async Task<Challenge?> TryAnswerAsync(
        ChallengePurpose purpose, string? secret, string answer, int maxTries, CancellationToken cancellationToken)
        => IsPossible(secret)
            ? await store.TryAnswerAsync(purpose, Hash(secret!), Hash(secret!, answer), maxTries, clock.GetUtcNow(), cancellationToken)
            : null;

    /// <summary>Uses the live one of a secret up; of several who ask one gets it.</summary>
    public async Task<Challenge?> TakeAsync(ChallengePurpose purpose, string? secret, CancellationToken cancellationToken)
        => IsPossible(secret) ? await store.TakeAsync(purpose, Hash(secret!), clock.GetUtcNow(), cancellationToken) : null;

    private static bool IsPossible(string? secret) => secret is { Length: > 0 and <= MaxSecretLength };

    private static byte[] Hash(string secret, string answer = "") => SHA256.HashData(Encoding.UTF8.GetBytes($"{secret}:{answer}"));
}

using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Challenges;

namespace ChatApp.Core.SignIn.Registration;

/// <summary>
/// Keeps robots from making accounts by the thousand, without pictures and puzzles, and without a third party: a browser works for about a second,
/// which nobody notices and which costs a robot each time. Who has no scripts answers a question in words; since programs can do that too, one address may only do it a few times.
/// </summary>
public sealed class RobotCheck(ChallengeService challenges, AttemptLimiter attempts)
{
    // About 260,000 hashes: a second in a browser of a phone.
    private const int Bits = 18;
    private const int MaxProof = 20;
    private const int AnswersPerAddress = 5;

    private static readonly Limiter Answers = new("robot.answers", FailureMode.Closed);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Asks.</summary>
    public async Task<RobotQuestion> AskAsync(CancellationToken cancellationToken)
    {
        var (first, second) = (RandomNumberGenerator.GetInt32(1, 10), RandomNumberGenerator.GetInt32(1, 10));
        var sum = (first + second).ToString(CultureInfo.InvariantCulture);
        var secret = await challenges.BeginAsync(new Challenge(ChallengePurpose.RobotCheck, User: null, sum), answer: null, Lifetime, cancellationToken);
        return new RobotQuestion(secret, Bits, first, second);
    }

    /// <summary>Judges the work, or else the answer. Each question is judged once.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.CheckFailed"/>, <see cref="ErrorCode.TooFast"/> for an address that answers too often.</returns>
    public async Task<Outcome<Done>> JudgeAsync(string? secret, string? work, string? answer, string address, CancellationToken cancellationToken)
    {
        var asked = await challenges.TakeAsync(ChallengePurpose.RobotCheck, secret, cancellationToken);
        if (asked is null)
        {
            return ErrorCode.CheckFailed;
        }

        if (work is { Length: > 0 and <= MaxProof })
        {
            return IsDone(secret!, work) ? Outcome.Done : ErrorCode.CheckFailed;
        }

        if (answer?.Trim() != asked.Data)
        {
            return ErrorCode.CheckFailed;
        }

        return await attempts.TakeAsync(Answers, address, AnswersPerAddress, TimeSpan.FromHours(1), cancellationToken) ? Outcome.Done : ErrorCode.TooFast;
    }

    /// <summary>Whether a number is the work that a secret asks for.</summary>
    internal static bool IsDone(string secret, string work)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{secret}:{work}"));
        return BitOperations.LeadingZeroCount(BitConverter.ToUInt32([hash[3], hash[2], hash[1], hash[0]])) >= Bits;
    }
}

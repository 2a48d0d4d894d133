using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn;

/// <summary>Allows so many tries in a time, counted in the store for all nodes together.</summary>
public sealed class AttemptLimiter(IAttemptStore store, TimeProvider clock)
{
    /// <summary>Takes one try; whether it was still allowed. It is counted before it is made, so parallel tries cannot outrun the count.</summary>
    /// <param name="limiter">What is tried. While the store is away one that fails open allows the try; one that fails closed lets the fault go up.</param>
    /// <param name="who">Who, or from where; kept as a hash.</param>
    /// <param name="limit">How many are allowed in the window.</param>
    /// <param name="window">The time they are counted in.</param>
    /// <param name="cancellationToken">Observed until the try is counted.</param>
    public async Task<bool> TakeAsync(Limiter limiter, string who, int limit, TimeSpan window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        try
        {
            return await store.CountAsync(Key(limiter, who), window, clock.GetUtcNow(), cancellationToken) <= limit;
        }
        catch (Exception away) when (limiter.OnFailure == FailureMode.Open && StoreFaults.IsAway(away))
        {
            return true;
        }
    }

    /// <summary>Gives one try back after it succeeded.</summary>
    public Task ReturnAsync(Limiter limiter, string who, CancellationToken cancellationToken)
        => store.ReturnAsync(Key(limiter, who), cancellationToken);

    /// <summary>Forgets the tries after a success.</summary>
    public Task ForgetAsync(Limiter limiter, string who, CancellationToken cancellationToken)
        => store.ForgetAsync(Key(limiter, who), cancellationToken);

    private static string Key(Limiter limiter, string who)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        return $"{limiter.Name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who)))[..32]}";
    }
}

using System.Security.Cryptography;
using System.Text;

namespace ChatApp.Core.SignIn;

/// <summary>Allows so many tries in a time. Fails closed: without the store, which counts them, nobody may try.</summary>
public sealed class AttemptLimiter(IAttemptStore store, TimeProvider clock)
{
    /// <summary>Takes one try; whether it was still allowed. It is counted before it is made, so parallel tries cannot outrun the count.</summary>
    /// <param name="purpose">What is tried.</param>
    /// <param name="who">Who, or from where; kept as a hash.</param>
    /// <param name="limit">How many are allowed in the window.</param>
    /// <param name="window">The time they are counted in.</param>
    /// <param name="cancellationToken">Observed until the try is counted.</param>
    public async Task<bool> TakeAsync(string purpose, string who, int limit, TimeSpan window, CancellationToken cancellationToken)
        => await store.CountAsync(Key(purpose, who), window, clock.GetUtcNow(), cancellationToken) <= limit;

    /// <summary>Gives one try back after it succeeded.</summary>
    public Task ReturnAsync(string purpose, string who, CancellationToken cancellationToken)
        => store.ReturnAsync(Key(purpose, who), cancellationToken);

    /// <summary>Forgets the tries after a success.</summary>
    public Task ForgetAsync(string purpose, string who, CancellationToken cancellationToken)
        => store.ForgetAsync(Key(purpose, who), cancellationToken);

    private static string Key(string purpose, string who)
        => $"{purpose}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who)))[..32]}";
}

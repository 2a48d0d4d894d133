namespace ChatApp.Core.SignIn;

/// <summary>Counts tries, for all nodes together.</summary>
public interface IAttemptStore
{
    /// <summary>Adds one try and returns how many there are now in the window, which began with the first of them. One statement: a
    /// hundred tries at once get a hundred different numbers.</summary>
    Task<int> CountAsync(string key, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes one try back: it succeeded, and successes are not limited.</summary>
    Task ReturnAsync(string key, CancellationToken cancellationToken);

    /// <summary>Begins again at zero.</summary>
    Task ForgetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes the counts of windows that ended before a moment.</summary>
    Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

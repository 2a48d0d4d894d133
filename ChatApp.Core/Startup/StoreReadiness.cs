namespace ChatApp.Core.Startup;

/// <summary>Whether the program has what it needs to serve. Until then every request is answered with 503.</summary>
public sealed class StoreReadiness
{
    private volatile bool _isReady;
    private volatile string? _problem;

    /// <summary>Whether the database was reached, migrated, and every <see cref="IStartupStep"/> ran. Never goes back.</summary>
    public bool IsReady => _isReady;

    /// <summary>Why not, in one line; <see langword="null"/> when ready or not yet tried.</summary>
    public string? Problem => _problem;

    /// <summary>What makes stored messages less safe than promised, in one line; <see langword="null"/> when nothing does.</summary>
    public string? DurabilityWarning { get; set; }

    /// <summary>Opens the door.</summary>
    public void SetReady()
    {
        _problem = null;
        _isReady = true;
    }

    /// <summary>Says why the door is still shut.</summary>
    public void SetProblem(string problem) => _problem = problem;
}

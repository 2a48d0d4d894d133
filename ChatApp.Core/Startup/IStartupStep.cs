namespace ChatApp.Core.Startup;

/// <summary>
/// What a feature has to read before it can serve, such as settings and words. Runs once, when the database is reachable and migrated:
/// before the server listens, or later when the database was away at the start.
/// </summary>
public interface IStartupStep
{
    /// <summary>Does the step. An exception means that the program is not ready; all steps are then tried again.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

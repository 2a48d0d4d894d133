using ChatApp.Core.Startup;

namespace ChatApp.Core.Settings;

/// <summary>Reads the server's settings before anything is served by them.</summary>
internal sealed class SettingsStep(ServerSettings settings) : IStartupStep
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => settings.ReloadAsync(cancellationToken);
}

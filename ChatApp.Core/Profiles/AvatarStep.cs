using ChatApp.Core.Startup;

namespace ChatApp.Core.Profiles;

/// <summary>Reads who has which picture before pages are drawn.</summary>
internal sealed class AvatarStep(AvatarIndex index) : IStartupStep
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => index.ReloadAsync(cancellationToken);
}

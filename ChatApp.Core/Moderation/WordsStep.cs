using ChatApp.Core.Startup;

namespace ChatApp.Core.Moderation;

/// <summary>Loads the words before anybody may send: not one text passes unjudged while they are on their way.</summary>
internal sealed class WordsStep(ModerationService moderation) : IStartupStep
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => moderation.ReloadAsync(cancellationToken);
}

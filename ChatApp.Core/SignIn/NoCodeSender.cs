using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Core.SignIn;

/// <summary>Stands where no carrier is configured: signing in by code is not offered.</summary>
public sealed class NoCodeSender : ICodeSender
{
    /// <inheritdoc/>
    public bool IsAvailable => false;

    /// <inheritdoc/>
    public bool Serves(CodeChannel channel) => false;

    /// <inheritdoc/>
    public Task SendAsync(CodeMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
}

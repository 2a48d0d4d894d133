using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Data.Tests.SignIn;

/// <summary>Keeps what would have been sent.</summary>
public sealed class RecordingCodeSender : ICodeSender
{
    private readonly List<CodeMessage> _sent = [];

    public bool IsAvailable => true;

    public bool Serves(CodeChannel channel) => true;

    public IReadOnlyList<CodeMessage> Sent => _sent;

    public Task SendAsync(CodeMessage message, CancellationToken cancellationToken)
    {
        _sent.Add(message);
        return Task.CompletedTask;
    }
}

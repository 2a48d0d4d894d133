using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Web.Authentication;

/// <summary>Keeps sign-in codes for the phone simulator to show. It exists only in Development: no code leaves the machine.</summary>
internal sealed class DevelopmentCodeSender(TimeProvider clock) : ICodeSender
{
    private const int Kept = 20;

    private readonly Lock _gate = new();
    private readonly LinkedList<(CodeMessage Message, DateTimeOffset At)> _sent = new();

    public bool IsAvailable => true;

    public bool Serves(CodeChannel channel) => true;

    public Task SendAsync(CodeMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _sent.AddFirst((message, clock.GetUtcNow()));
            if (_sent.Count > Kept)
            {
                _sent.RemoveLast();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The codes that may still work, the newest first; of one account and purpose only the last does.</summary>
    public IReadOnlyList<CodeMessage> Recent()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            return [.. _sent.Where(sent => sent.At + sent.Message.Lifetime > now).Select(sent => sent.Message).DistinctBy(message => (message.User, message.UserName, message.Purpose))];
        }
    }
}

using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Core.SignIn;

/// <summary>Sends codes to people's phones and mailboxes.</summary>
public interface ICodeSender
{
    /// <summary>Whether codes can be sent at all; while not, nobody is offered to sign in by code.</summary>
    bool IsAvailable { get; }

    /// <summary>Whether codes can be sent this way.</summary>
    bool Serves(CodeChannel channel);

    /// <summary>Hands a code to the carrier. It is on its way when the task ends, and may still get lost. Takes no longer for one than for
    /// another: who asks must not learn from the time whether anybody was written to.</summary>
    Task SendAsync(CodeMessage message, CancellationToken cancellationToken);
}

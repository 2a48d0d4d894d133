namespace ChatApp.Core.SignIn;

/// <summary>Sends sign-in codes to people's phones.</summary>
public interface ICodeSender
{
    /// <summary>Whether codes can be sent at all; while not, nobody is offered to sign in by code.</summary>
    bool IsAvailable { get; }

    /// <summary>Hands a code to the carrier. It is on its way when the task ends, and may still get lost.</summary>
    Task SendAsync(CodeMessage message, CancellationToken cancellationToken);
}

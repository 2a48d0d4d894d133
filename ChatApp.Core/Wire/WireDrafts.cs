using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>Turns what a client sent into a draft.</summary>
public static class WireDrafts
{
    /// <summary>Reads the bytes of a send.</summary>
    /// <returns>The send, or <see cref="ErrorCode.InvalidPayload"/> when they are no JSON of that shape.</returns>
    public static Outcome<WireSend> Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, WireJson.Default.WireSend) is { } send ? send : ErrorCode.InvalidPayload;
        }
        catch (JsonException)
        {
            return ErrorCode.InvalidPayload;
        }
    }

    /// <summary>Makes the draft of a send.</summary>
    /// <param name="send">What the client sent.</param>
    /// <param name="sender">Whose session it came over.</param>
    /// <param name="origin">The session it came over.</param>
    /// <returns>The draft, or <see cref="ErrorCode.InvalidPayload"/> when a required field is missing or malformed.</returns>
    public static Outcome<MessageDraft> ToDraft(WireSend send, UserId sender, SessionId origin)
    {
        var kind = MessageKind.Text;
        if (send.To is null || !Guid.TryParse(send.ClientId, out var clientId) || (send.Kind is not null && !MessageKinds.TryParse(send.Kind, out kind)))
        {
            return ErrorCode.InvalidPayload;
        }

        return new MessageDraft(
            sender, origin, send.To.ToTarget(), clientId, kind, send.Text ?? string.Empty, send.Payload, send.Mentions, send.ReplyTo, send.WireType)
        {
            ConfirmEveryone = send.ConfirmEveryone == true,
        };
    }
}

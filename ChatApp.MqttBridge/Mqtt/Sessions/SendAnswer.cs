using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Wire;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>Tells a client what became of its message: in the acknowledgement, and on <c>chat/result</c>.</summary>
internal static class SendAnswer
{
    /// <param name="outcome">What became of it; <see langword="null"/> when it was told to the others and is nothing to be stored.</param>
    public static void Write(MqttSession session, OutgoingSend send, Outcome<SentMessage>? outcome)
    {
        // "Unknown" is said by saying nothing: the client sends again, and the client id keeps the message from coming twice.
        if (send.QoS == QoS.AtMostOnce || outcome?.Refusal is ErrorCode.Unavailable or ErrorCode.TooBusy)
        {
            return;
        }

        var refusal = outcome?.Refusal;
        var message = refusal is null ? outcome?.Value.Message : null;
        var v5 = session.Version == MqttVersion.V500;
        var type = send.QoS == QoS.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec;
        var reason = v5 && refusal is { } code ? ReasonOf(code) : ReasonCode.Success;

        // Before the answer is written: the client may use its place again the moment it reads it.
        session.Received.Answer(send.QoS, send.PacketIdentifier, refused: reason != ReasonCode.Success);
        var properties = v5 && session.Client.ProblemInformation ? PropertiesOf(message, refusal) : MqttProperties.Empty;
        var answer = new AcknowledgementPacket(type, send.PacketIdentifier, reason, properties);
        if (!session.TryWrite(answer))
        {
            // MQTT 5.0, 3.4.2-2: what may be left out is, when the client takes no packet of that size.
            session.TryWrite(answer with { Properties = MqttProperties.Empty });
        }

        if (send.IsMessage && session.Subscriptions[ChatTopic.Result] is not null)
        {
            session.Publish(ChatTopic.Result, ChatTopics.Result, BridgeJson.Result(ResultOf(send, message, refusal)));
        }
    }

    /// <summary>The reason for a refusal, of those that PUBACK and PUBREC may carry.</summary>
    public static ReasonCode ReasonOf(ErrorCode refusal) => refusal switch
    {
        ErrorCode.NotAMember or ErrorCode.Muted or ErrorCode.Blocked or ErrorCode.NotFriends or ErrorCode.Suspended
            or ErrorCode.Forbidden or ErrorCode.Unauthenticated => ReasonCode.NotAuthorized,
        ErrorCode.TooFast or ErrorCode.QuotaExceeded => ReasonCode.QuotaExceeded,
        ErrorCode.InvalidPayload or ErrorCode.BodyTooLarge or ErrorCode.InvalidRequest => ReasonCode.PayloadFormatInvalid,
        ErrorCode.SensitiveWord or ErrorCode.NotFound or ErrorCode.Conflict or ErrorCode.TooBusy or ErrorCode.Unavailable
            or ErrorCode.WrongCredentials or ErrorCode.LockedOut or ErrorCode.WrongCode or ErrorCode.SecondFactorRequired or ErrorCode.ProofRequired
            or ErrorCode.WeakPassword or ErrorCode.WrongPasskey or ErrorCode.Lapsed or ErrorCode.CheckFailed or ErrorCode.TermsRequired
            or ErrorCode.QrExpired or ErrorCode.QrTaken or ErrorCode.QrWrongNumber or ErrorCode.QrRefused
            or ErrorCode.GroupFull or ErrorCode.NameTaken or ErrorCode.EveryoneNeedsConfirmation or ErrorCode.TooLate or ErrorCode.LimitReached => ReasonCode.ImplementationSpecificError,
    };

    private static MqttProperties PropertiesOf(Message? message, ErrorCode? refusal)
    {
        if (refusal is { } code)
        {
            return new MqttProperties([MqttProperty.Of(PropertyId.ReasonString, code.ToString())]);
        }

        if (message?.State == MessageState.Held)
        {
            return new MqttProperties([MqttProperty.User("state", WireSent.Held)]);
        }

        return message is null
            ? MqttProperties.Empty
            : new MqttProperties(
            [
                MqttProperty.User("messageId", message.Id.ToString()),
                MqttProperty.User("sequence", message.Sequence.ToString(CultureInfo.InvariantCulture)),
                MqttProperty.User("sentAt", message.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            ]);
    }

    private static WireResult ResultOf(OutgoingSend send, Message? message, ErrorCode? refusal) => refusal is { } code
        ? new WireResult(send.ClientId, Ok: false, Error: code.ToString(), Explanation: Explain(code))
        : WireResult.Of(send.ClientId, message);

    // For whoever reads a log of the device; a person is shown the application's own words for the code.
    private static string Explain(ErrorCode code) => $"The message was refused: {code}.";
}

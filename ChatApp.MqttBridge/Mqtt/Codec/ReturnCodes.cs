using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The return codes of CONNACK in MQTT 3.1.1 (table 3.1), as the reasons of 5.0 that say the same.</summary>
internal static class ReturnCodes
{
    /// <summary>The return code for a reason, or <see langword="null"/>: then the connection closes without CONNACK (3.2.2-6).</summary>
    public static byte? Of(ReasonCode reason) => reason switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.QuotaExceeded => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        ReasonCode.NotAuthorized or ReasonCode.Banned => 5,
        _ => null,
    };

    public static ReasonCode Reason(byte returnCode) => returnCode switch
    {
        0 => ReasonCode.Success,
        1 => ReasonCode.UnsupportedProtocolVersion,
        2 => ReasonCode.ClientIdentifierNotValid,
        3 => ReasonCode.ServerUnavailable,
        4 => ReasonCode.BadUserNameOrPassword,
        5 => ReasonCode.NotAuthorized,
        _ => throw new ProtocolViolationException(ProtocolError.InvalidReasonCode),
    };
}

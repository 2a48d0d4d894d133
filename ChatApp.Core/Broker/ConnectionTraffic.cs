namespace ChatApp.Core.Broker;

/// <summary>What went over a live connection of MQTT.</summary>
/// <param name="PacketsIn">Packets that came from the client.</param>
/// <param name="BytesIn">Bytes that came from the client.</param>
/// <param name="PacketsOut">Packets that went to the client.</param>
/// <param name="BytesOut">Bytes that went to the client.</param>
/// <param name="InFlight">Messages that the client has not acknowledged.</param>
/// <param name="HeldBytes">About how many bytes the server holds because of it, besides what every connection costs.</param>
public sealed record ConnectionTraffic(long PacketsIn, long BytesIn, long PacketsOut, long BytesOut, int InFlight, long HeldBytes);

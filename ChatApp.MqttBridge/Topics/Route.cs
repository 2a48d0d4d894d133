namespace ChatApp.MqttBridge.Topics;

/// <summary>Everyone who gets the messages of one topic, as long as no subscription changes.</summary>
/// <param name="Version">The index's version that it was made from.</param>
/// <param name="Targets">A copy for each.</param>
/// <param name="Groups">A copy for one member of each.</param>
internal sealed record Route(long Version, RouteTarget[] Targets, ShareGroup[] Groups);

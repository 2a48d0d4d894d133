namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>What one packet may hold, beside its size.</summary>
internal sealed record MqttReadLimits(int MaxFilters, int MaxUserProperties);

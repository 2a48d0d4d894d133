using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>The properties of a message that go on to its receivers as they came, in their order (MQTT 5.0, 3.3.2-15 to 3.3.2-20).</summary>
internal static class ForwardedProperties
{
    /// <summary>The encoded properties without those that are between one client and the server: alias, expiry, delay.</summary>
    public static byte[] Encode(MqttProperties properties)
    {
        var count = 0;
        for (var i = 0; i < properties.Items.Count; i++)
        {
            count += Travels(properties.Items[i].Id) ? 1 : 0;
        }

        if (count == 0)
        {
            return [];
        }

        var travelling = new List<MqttProperty>(count);
        for (var i = 0; i < properties.Items.Count; i++)
        {
            if (Travels(properties.Items[i].Id))
            {
                travelling.Add(properties.Items[i]);
            }
        }

        return MqttPropertyWriter.Encode(travelling);
    }

    private static bool Travels(PropertyId id)
        => id is not (PropertyId.TopicAlias or PropertyId.MessageExpiryInterval or PropertyId.WillDelayInterval or PropertyId.SubscriptionIdentifier);
}

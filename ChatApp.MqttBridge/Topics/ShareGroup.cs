using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>The members of a shared subscription, who take turns (MQTT 5.0, 4.8.2).</summary>
internal sealed class ShareGroup(string name, string filter)
{
    private volatile RouteTarget[] _members = [];
    private int _turn;

    public string Name => name;

    public string Filter => filter;

    public int Count => _members.Length;

    /// <summary>Adds a member, or replaces its options; whether it is new. Called under the index's lock.</summary>
    public bool Set(Subscriber subscriber)
    {
        var target = new RouteTarget(
            subscriber.Session, (QoS)subscriber.Options.QoS, subscriber.Options.RetainAsPublished,
            subscriber.Options.Identifier is { } identifier ? [identifier] : [])
        {
            Group = this,
        };
        var before = _members.Length;
        _members = [.. _members.Where(member => member.Session != subscriber.Session), target with { Local = target }];
        return _members.Length > before;
    }

    /// <summary>Removes a member; whether there was one. Called under the index's lock.</summary>
    public bool Remove(TopicSession session)
    {
        var before = _members.Length;
        _members = [.. _members.Where(member => member.Session != session)];
        return _members.Length < before;
    }

    /// <summary>
    /// The member whose turn it is: one that is connected and not behind, else one that is connected, else one whose session waits for it;
    /// <see langword="null"/> when nobody could ever get the message.
    /// </summary>
    public RouteTarget? Choose(QoS qos)
    {
        var members = _members;
        if (members.Length == 0)
        {
            return null;
        }

        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)members.Length);
        RouteTarget? slow = null;
        RouteTarget? away = null;
        for (var i = 0; i < members.Length; i++)
        {
            var member = members[(first + i) % members.Length];
            if (!member.Session.IsConnected)
            {
                away ??= qos != QoS.AtMostOnce && member.QoS != QoS.AtMostOnce ? member : null;
            }
            else if (member.Session.IsBehind)
            {
                slow ??= member;
            }
            else
            {
                return member;
            }
        }

        return slow ?? away;
    }
}

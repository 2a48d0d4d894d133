using ChatApp.Core.Broker;
using ChatApp.Core.Users;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// Who may publish and subscribe where: everyone below <c>app/{user}</c>, others by rules, administrators to the figures, and anonymous
/// clients of the open mode everywhere but in the chat and the figures.
/// </summary>
internal sealed class TopicAccess : IDisposable
{
    private const string Own = "app/";
    private const string Chat = "chat";
    private const string SystemTopics = "$SYS";

    private readonly ITopicRules _rules;
    private int _version;

    public TopicAccess(ITopicRules rules)
    {
        _rules = rules;
        rules.Changed += OnChanged;
    }

    /// <summary>Told after the rules have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Changes with the rules.</summary>
    public int Version => Volatile.Read(ref _version);

    public bool MayPublish(Identity client, string topic) => (topic[0] != '$' || client.IsAnonymous) && MayUse(client, topic, TopicRight.Publish);

    /// <param name="client">Who asks.</param>
    /// <param name="filter">A well-formed filter; of a shared subscription what comes after the group.</param>
    public bool MaySubscribe(Identity client, string filter)
        => TopicRule.Covers(SystemTopics, filter)
            ? TopicRule.Covers(BrokerTopics.Figures, filter) && client.Roles.Contains(Roles.Admin)
            : MayUse(client, filter, TopicRight.Subscribe);

    public void Dispose() => _rules.Changed -= OnChanged;

    private bool MayUse(Identity client, string topicOrFilter, TopicRight right)
    {
        if (TopicRule.Covers(Chat, topicOrFilter))
        {
            return false;
        }

        if (client.IsAnonymous || IsOwn(client, topicOrFilter))
        {
            return true;
        }

        var rules = _rules.Current;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Allows(client.User, client.Roles, topicOrFilter, right))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOwn(Identity client, string topic)
    {
        var user = client.User.Value;
        return topic.StartsWith(Own, StringComparison.Ordinal)
            && topic.AsSpan(Own.Length).StartsWith(user, StringComparison.Ordinal)
            && (topic.Length == Own.Length + user.Length || topic[Own.Length + user.Length] == '/');
    }

    private void OnChanged(object? sender, EventArgs change)
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

namespace ChatApp.Core.Broker;

/// <summary>The rules for free topics that hold now. They may change at any time, and a change counts for clients that are connected too.</summary>
public interface ITopicRules
{
    /// <summary>The rules of now; a change replaces the list and never alters it.</summary>
    IReadOnlyList<TopicRule> Current { get; }

    /// <summary>Told after <see cref="Current"/> has changed, on the thread that changed it.</summary>
    event EventHandler? Changed;
}

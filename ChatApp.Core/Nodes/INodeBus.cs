namespace ChatApp.Core.Nodes;

/// <summary>Carries hints between the nodes of one ChatApp. The store is the truth: a lost hint delays, and never loses.</summary>
public interface INodeBus
{
    /// <summary>Tells every node, this one included. Never waits and never throws.</summary>
    void Publish(NodeEvent nodeEvent);

    /// <summary>Hears every event of one type until the returned handle is disposed.</summary>
    /// <param name="handler">Called on the publisher's thread: it must be quick, and what takes time it queues.</param>
    IDisposable Subscribe<T>(Action<T> handler)
        where T : NodeEvent;
}

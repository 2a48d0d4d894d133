namespace ChatApp.Core.Messages;

/// <summary>Tells live connections of stored messages. Nothing here waits, and nothing here fails its caller.</summary>
public interface IMessageDelivery
{
    /// <summary>Tells the members of the messages' conversations; called in commit order for each conversation.</summary>
    void Publish(IReadOnlyList<Message> committed);
}

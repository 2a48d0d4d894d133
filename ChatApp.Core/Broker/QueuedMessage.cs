namespace ChatApp.Core.Broker;

/// <summary>An unfinished message of a session.</summary>
/// <param name="Place">Where it stands in the queue.</param>
/// <param name="Released">Whether the client has received it (<see cref="ReleaseMessage"/>), so that only PUBREL is due.</param>
/// <param name="Message">The message.</param>
public sealed record QueuedMessage(QueuePlace Place, bool Released, BrokerMessage Message);

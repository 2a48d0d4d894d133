namespace ChatApp.Checker.Clients;

/// <summary>A message that a client sends, perhaps more than once.</summary>
internal sealed record Outgoing(Guid ClientId, Place To)
{
    public string Text => TextOf(ClientId);

    /// <summary>The wire's form of it.</summary>
    public object Wire => new { clientId = ClientId, to = To.Wire, kind = "text", text = Text };

    // Follows from the client id, so that every reader can tell whether it arrived as it was sent, without having to remember it.
    public static string TextOf(Guid clientId) => $"消息 {clientId:N}";
}

namespace ChatApp.Core.Kernel;

/// <summary>The store's number of a conversation. Never on the wire: clients name a conversation by type, target and line.</summary>
public readonly record struct ConversationId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

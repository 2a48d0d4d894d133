namespace ChatApp.Core.Messages.Kinds;

/// <summary>What one kind of message must be, and what people, search and moderation read of it.</summary>
internal interface IKindRules
{
    /// <summary>The kind.</summary>
    MessageKind Kind { get; }

    /// <summary>The text to store, made by the server from what it can see; <see langword="null"/> for a body that is not of this kind.</summary>
    /// <param name="text">What the client sent as text.</param>
    /// <param name="payload">The payload's fields, or <see langword="null"/> when none came.</param>
    string? Read(string text, PayloadFields? payload);
}

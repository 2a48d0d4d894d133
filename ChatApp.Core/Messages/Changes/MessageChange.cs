namespace ChatApp.Core.Messages.Changes;

/// <summary>The last change of one kind to one message.</summary>
/// <param name="Change">Its number in the conversation.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Message">The message as it is now.</param>
public sealed record MessageChange(long Change, ChangeKind Kind, Message Message);

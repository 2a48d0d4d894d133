namespace ChatApp.Core.Messages.Edits;

/// <summary>What became of an edit.</summary>
/// <param name="Message">The message as it is now.</param>
/// <param name="Change">The change's number; <see langword="null"/> when the words were the same already.</param>
public sealed record EditedMessage(Message Message, long? Change);

namespace ChatApp.Core.Personal;

/// <summary>A draft as a device wants it to be.</summary>
/// <param name="Text">The text; empty to take the draft away.</param>
/// <param name="ReplyTo">The sequence answered to, or <see langword="null"/>.</param>
/// <param name="BaseVersion">The version of the draft that the device knows; 0 for none.</param>
/// <param name="DropOthers">The person has taken over, or does not want, what was typed on other devices.</param>
public sealed record DraftChange(string Text, long? ReplyTo, long BaseVersion, bool DropOthers = false);

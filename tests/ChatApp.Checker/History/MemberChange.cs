namespace ChatApp.Checker.History;

/// <summary>A person who was put into a group or taken out of it.</summary>
/// <param name="Conversation">The group.</param>
/// <param name="User">The person.</param>
/// <param name="Joined">Into it, or out of it.</param>
/// <param name="Invoked">When it was asked for.</param>
/// <param name="Completed">When the answer came.</param>
/// <param name="Known">Whether the answer says that it was done; else nobody knows.</param>
public sealed record MemberChange(string Conversation, string User, bool Joined, long Invoked, long Completed, bool Known);

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Announcements;

/// <summary>What a group's people are to know.</summary>
/// <param name="Group">The group.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When.</param>
public sealed record Announcement(string Group, UserId Author, string Text, DateTimeOffset At);

namespace ChatApp.Core.Groups;

/// <summary>The payload of a notice about a group's members; clients put it into words.</summary>
/// <param name="Event"><c>created</c>, <c>added</c> or <c>removed</c>; the message's sender did it.</param>
/// <param name="People">To whom.</param>
public sealed record GroupNotice(string Event, IReadOnlyList<string> People);

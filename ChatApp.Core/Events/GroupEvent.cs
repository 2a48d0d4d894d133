namespace ChatApp.Core.Events;

/// <summary>A group's name, picture or notice changed.</summary>
public sealed record GroupEvent(string Group) : LiveEvent;

namespace ChatApp.Checker.Judging;

/// <summary>A time in which a person was certainly not in a group: from the answer to the removal to the request of the next joining.</summary>
internal sealed record Absence(long From, long To);

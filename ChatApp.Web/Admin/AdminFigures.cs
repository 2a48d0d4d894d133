using ChatApp.Core.Messages.Retention;

namespace ChatApp.Web.Admin;

/// <summary>What one look at a node shows.</summary>
/// <param name="StartedAt">When the program started.</param>
/// <param name="Version">The program's version.</param>
/// <param name="PeopleOnline">How many people have a live connection here.</param>
/// <param name="Connections">How many live connections there are.</param>
/// <param name="ConnectionsByKind">How many by the door they came through.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Words">How many words the list in force has.</param>
/// <param name="WordsVersion">The version of the list in force.</param>
/// <param name="HitsLastDay">How many hits the last 24 hours had.</param>
/// <param name="HitsLost">How many hits were not recorded since the start because too many waited.</param>
/// <param name="MemoryBytes">The memory the process holds.</param>
/// <param name="Retention">What retention has removed so far.</param>
/// <param name="DatabaseMs">How long the database took to answer just now, in milliseconds; <see langword="null"/> when it did not.</param>
public sealed record AdminFigures(
    DateTimeOffset StartedAt,
    string Version,
    int PeopleOnline,
    int Connections,
    IReadOnlyDictionary<string, int> ConnectionsByKind,
    int? Accounts,
    int Words,
    long WordsVersion,
    int? HitsLastDay,
    long HitsLost,
    long MemoryBytes,
    RetentionFigures? Retention,
    double? DatabaseMs);

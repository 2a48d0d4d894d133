namespace ChatApp.Checker.History;

/// <summary>Everything one client got.</summary>
/// <param name="Name">The client.</param>
/// <param name="User">Whose it is.</param>
/// <param name="GetsOwn">Whether it is told of what it sent itself.</param>
/// <param name="ReadsAll">
/// Whether it asks for every stay of its person in a group; a phone is pushed what comes after its cursor in the groups that the person is in.
/// </param>
/// <param name="Receipts">What it got, in order.</param>
public sealed record ActorRecord(string Name, string User, bool GetsOwn, bool ReadsAll, IReadOnlyList<Receipt> Receipts);

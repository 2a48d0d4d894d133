namespace ChatApp.Checker.History;

/// <summary>Everything one client got.</summary>
/// <param name="Name">The client.</param>
/// <param name="User">Whose it is.</param>
/// <param name="GetsOwn">Whether it is told of what it sent itself.</param>
/// <param name="ReadsAll">Whether it reads every stretch of its membership; else only the last one, which is what a device with a cursor gets.</param>
/// <param name="Receipts">What it got, in order.</param>
public sealed record ActorRecord(string Name, string User, bool GetsOwn, bool ReadsAll, IReadOnlyList<Receipt> Receipts);

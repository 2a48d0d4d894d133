using System.Globalization;

namespace ChatApp.Checker.Judging;

/// <summary>What the judge found.</summary>
public sealed class Verdict
{
    private const int MaxEvidence = 10;

    private readonly Dictionary<Fault, int> _counts = [];
    private readonly Dictionary<Fault, List<string>> _evidence = [];

    /// <summary>How many messages were acknowledged.</summary>
    public int Acked { get; internal set; }

    /// <summary>How many messages had an attempt whose outcome stayed unknown at first.</summary>
    public int Unknown { get; internal set; }

    /// <summary>Whether the program died at every named place in the message path, and ten times a minute.</summary>
    public bool IsThorough { get; internal set; }

    /// <summary>Whether nothing is broken and something was done at all.</summary>
    public bool Holds => _counts.Count == 0 && Acked > 0;

    /// <summary>How often a promise was broken in this way.</summary>
    public int Count(Fault fault) => _counts.GetValueOrDefault(fault);

    /// <summary>The first few cases of each kind.</summary>
    public IEnumerable<string> Evidence => _evidence.SelectMany(entry => entry.Value.Select(text => $"{entry.Key}: {text}"));

    /// <summary>The line that people look for.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"acked {Acked}, lost {Count(Fault.Lost)}, doubled {Count(Fault.Doubled)}, reordered {Count(Fault.Reordered)}, leaked {Count(Fault.Leaked)}");

    /// <summary>The line after it.</summary>
    public string SecondLine => string.Create(
        CultureInfo.InvariantCulture,
        $"unread counts wrong {Count(Fault.WrongUnread)}, unknown outcomes {Unknown}, of which unresolved {Count(Fault.Unresolved)}");

    internal void Add(Fault fault, string evidence)
    {
        _counts[fault] = Count(fault) + 1;
        var list = _evidence.TryGetValue(fault, out var known) ? known : _evidence[fault] = [];
        if (list.Count < MaxEvidence)
        {
            list.Add(evidence);
        }
    }
}

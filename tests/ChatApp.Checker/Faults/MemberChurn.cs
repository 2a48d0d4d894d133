using System.Diagnostics;
using ChatApp.Checker.Clients;
using ChatApp.Checker.History;

namespace ChatApp.Checker.Faults;

/// <summary>Takes people out of a group and puts them back in, while everybody writes into it.</summary>
internal sealed class MemberChurn(HttpLine owner, IReadOnlyList<string> groups, IReadOnlyList<string> people, HistoryLog history, int seed)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Random _random = new(seed);
    private readonly HashSet<(string Group, string User)> _out = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Waits.ForAsync(Pace * (2 * _random.NextDouble()), stop);
            await ChangeAsync((groups[_random.Next(groups.Count)], people[_random.Next(people.Count)]), stop);
        }
    }

    // Asks until it is known to be done: a change that may still come could undo the next one, and then no clock says who was in.
    private async Task ChangeAsync((string Group, string User) who, CancellationToken stop)
    {
        var joined = _out.Contains(who);
        var invoked = Stopwatch.GetTimestamp();
        var done = false;
        while (!done && !stop.IsCancellationRequested)
        {
            done = await owner.ChangeMemberAsync(who.Group, who.User, joined, stop);
            if (!done)
            {
                await Waits.ForAsync(Pause, stop);
            }
        }

        history.Add(new MemberChange(who.Group, who.User, joined, invoked, Stopwatch.GetTimestamp(), done));
        _ = joined ? _out.Remove(who) : _out.Add(who);
    }
}

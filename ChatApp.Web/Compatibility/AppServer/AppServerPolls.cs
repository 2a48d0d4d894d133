using System.Collections.Concurrent;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>The long polls of <c>/session_login</c> that wait on this node: one for each code, and so many at most.</summary>
internal sealed class AppServerPolls
{
    private const int MaxWaiting = 10_000;

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);

    /// <summary>Takes the place of a code's poll; the one that had it ends. <see langword="null"/> when there is no room.</summary>
    public CancellationTokenSource? Begin(string code, CancellationToken aborted)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            return null;
        }

        var turn = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        CancellationTokenSource? former = null;
        _waiting.AddOrUpdate(
            code,
            turn,
            (_, old) =>
            {
                former = old;
                return turn;
            });
        Cancel(former);
        return turn;
    }

    /// <summary>Gives the place back.</summary>
    public void End(string code, CancellationTokenSource turn) => _waiting.TryRemove(new(code, turn));

    /// <summary>Whether the client of a code is told of its scan for the first time.</summary>
    public bool IsNews(string code)
    {
        // A client that is told again polls again at once and is told nothing more: forgetting costs one answer.
        if (_told.Count >= MaxWaiting)
        {
            _told.Clear();
        }

        return _told.TryAdd(code, 0);
    }

    /// <summary>Forgets a code that is over.</summary>
    public void Forget(string code) => _told.TryRemove(code, out _);

    private static void Cancel(CancellationTokenSource? turn)
    {
        try
        {
            turn?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}

using System.Collections.Concurrent;
using ChatApp.Core.Kernel;

namespace ChatApp.Web.Admin;

/// <summary>
/// Files of words between their upload over HTTP and their import by the page that shows the preview: a file of megabytes must not go
/// through a circuit. At most <see cref="MaxDrafts"/> wait, ten minutes each; then the oldest goes.
/// </summary>
public sealed class ImportDrafts(TimeProvider clock)
{
    private const int MaxDrafts = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Draft> _drafts = new();

    /// <summary>Keeps a file's text; its id.</summary>
    public Guid Keep(UserId owner, string text)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _drafts.OrderByDescending(entry => entry.Value.At).Where((entry, place) => place >= MaxDrafts - 1 || entry.Value.At + Lifetime < now))
        {
            _drafts.TryRemove(old.Key, out _);
        }

        var id = Guid.NewGuid();
        _drafts[id] = new Draft(owner, text, now);
        return id;
    }

    /// <summary>The text of an owner's file, or <see langword="null"/> when it is gone or somebody else's.</summary>
    public string? Find(UserId owner, Guid id)
        => _drafts.TryGetValue(id, out var draft) && draft.Owner == owner && draft.At + Lifetime >= clock.GetUtcNow() ? draft.Text : null;

    /// <summary>Forgets a file.</summary>
    public void Forget(Guid id) => _drafts.TryRemove(id, out _);

    private sealed record Draft(UserId Owner, string Text, DateTimeOffset At);
}

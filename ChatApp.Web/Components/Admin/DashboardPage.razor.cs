using System.Globalization;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;

namespace ChatApp.Web.Components.Admin;

/// <summary>The figures of this node and what is happening on it.</summary>
public sealed partial class DashboardPage(AdminFigureReader reader, TimeProvider clock) : AdminPage
{
    private const int MostNews = 12;
    private const double SlowDatabaseMs = 100;
    private const double Megabyte = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<AdminEvent> _waiting = new();
    private readonly LinkedList<News> _news = new();
    private AdminFigures? _figures;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Ready)
        {
            _figures = await reader.ReadAsync(Gone);
        }
    }

    protected override bool Concerns(AdminEvent adminEvent)
    {
        lock (_gate)
        {
            if (_waiting.Count == MostNews * 2)
            {
                _waiting.Dequeue();
            }

            _waiting.Enqueue(adminEvent);
        }

        return true;
    }

    protected override Task OnLiveAsync()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var adminEvent))
            {
                if (adminEvent is AdminEvent.Figures figures)
                {
                    _figures = figures.Values;
                }
                else if (Describe(adminEvent) is { } news)
                {
                    _news.AddFirst(news);
                }
            }
        }

        while (_news.Count > MostNews)
        {
            _news.RemoveLast();
        }

        return Task.CompletedTask;
    }

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.CurrentCulture) ?? "–";

    private IEnumerable<Tile> Tiles(AdminFigures figures)
    {
        yield return new("people", Texts["figure.online"], Number(figures.PeopleOnline), Texts.Plural("figure.connections", figures.Connections), "admin/users");
        yield return new("person", Texts["figure.accounts"], Number(figures.Accounts), Texts["figure.accountsNote"], "admin/users");
        yield return new("filter", Texts["figure.words"], Number(figures.Words), Texts["words.version", figures.WordsVersion], "admin/words");
        yield return new(
            "flag",
            Texts["figure.hits"],
            Number(figures.HitsLastDay),
            figures.HitsLost == 0 ? Texts["figure.hitsNote"] : Texts.Plural("figure.hitsLost", figures.HitsLost),
            "admin/hits",
            figures.HitsLost > 0);
        yield return new(
            "database",
            Texts["figure.database"],
            figures.DatabaseMs is { } ms ? Texts["figure.ms", ms.ToString("N1", CultureInfo.CurrentCulture)] : Texts["figure.away"],
            figures.DatabaseMs is < SlowDatabaseMs ? Texts["figure.databaseOk"] : Texts["figure.databaseSlow"],
            Address: null,
            figures.DatabaseMs is null or >= SlowDatabaseMs);
        yield return new(
            "clock",
            Texts["figure.removed"],
            Number(figures.Retention?.Removed),
            figures.Retention is { Removed: > 0 } retention
                ? Texts["figure.removedNote", Number(retention.Conversations), Number(retention.Held)]
                : Texts["figure.removedNone"],
            "admin/settings");
        yield return new(
            "monitor", Texts["figure.memory"], Texts["figure.mb", Number((long)(figures.MemoryBytes / Megabyte))], Texts["figure.memoryNote"], Address: null);
    }

    private News? Describe(AdminEvent adminEvent) => adminEvent switch
    {
        AdminEvent.WordsChanged change => new News("filter", Texts["news.words", change.Version], clock.GetUtcNow()),
        AdminEvent.SettingChanged change => new News("gear", Texts["news.setting", Texts[$"setting.{change.Name}"], change.Value], clock.GetUtcNow()),
        AdminEvent.Hit hit => new News("flag", Texts["news.hit", hit.Word, Texts[$"word.action.{hit.Action}"]], clock.GetUtcNow()),
        AdminEvent.ConnectionChanged change => new News(
            change.Open ? "plug" : "logout",
            Texts[change.Open ? "news.connected" : "news.left", change.UserId, Texts[$"connection.kind.{change.Kind}"]],
            clock.GetUtcNow()),
        _ => null,
    };

    private sealed record Tile(string Icon, string Name, string Value, string Note, string? Address, bool IsWarning = false);

    private sealed record News(string Icon, string Text, DateTimeOffset At);
}

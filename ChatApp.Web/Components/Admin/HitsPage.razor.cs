using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>What was found, by whom and where. The texts are covered until somebody gives a reason to read one.</summary>
public sealed partial class HitsPage(HitAdministration hits) : AdminPage
{
    private const int PageSize = 50;

    private static readonly WordAction[] Offered = [WordAction.Refuse, WordAction.Hold, WordAction.Drop, WordAction.Mask, WordAction.Flag];

    private readonly Dictionary<long, string> _revealed = [];
    private List<SensitiveHit>? _hits;
    private bool _hasMore;
    private string? _word;
    private string? _author;
    private SensitiveHit? _asked;
    private int _new;

    /// <summary>The word, in the address.</summary>
    [SupplyParameterFromQuery(Name = "word")]
    public string? Word { get; set; }

    /// <summary>Who wrote the texts, in the address.</summary>
    [SupplyParameterFromQuery(Name = "author")]
    public string? Author { get; set; }

    /// <summary>What was done, in the address.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    private bool IsFiltered => Word is not null || Author is not null || Action is not null;

    protected override async Task OnParametersSetAsync()
    {
        if (Ready)
        {
            await LoadAsync();
        }
    }

    // Rows do not move under the reader's eyes: a button says how many there are, and the reader takes them when it suits.
    protected override bool Concerns(AdminEvent adminEvent)
    {
        if (adminEvent is not AdminEvent.Hit)
        {
            return false;
        }

        Interlocked.Increment(ref _new);
        return true;
    }

    private async Task LoadAsync()
    {
        Interlocked.Exchange(ref _new, 0);
        var page = await hits.ListAsync(Me, Wanted(), before: null, PageSize, Gone);
        if (page.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        Failure = null;
        _hits = [.. page.Value.Hits];
        _hasMore = page.Value.HasMore;
    }

    private async Task LoadMoreAsync()
    {
        var page = await hits.ListAsync(Me, Wanted(), _hits![^1].Id, PageSize, Gone);
        if (!Refused(page))
        {
            _hits = [.. _hits, .. page.Value.Hits];
            _hasMore = page.Value.HasMore;
        }
    }

    private HitFilter Wanted() => new(
        string.IsNullOrWhiteSpace(Word) ? null : Word,
        UserId.TryParse(Author, out var author) ? author : null,
        Enum.TryParse<WordAction>(Action, out var action) ? action : null);

    // A place is written as "Single:alice:bob" or "Group:g1"; one that this page does not know is shown as it is.
    private string PlaceName(string place)
    {
        var parts = place.Split(':');
        var name = Texts[$"place.{parts[0]}", [.. parts[1..]]];
        return name.ResourceNotFound ? place : name;
    }

    private void Search()
        => Filter(new Dictionary<string, object?> { ["word"] = (_word ?? Word)?.Trim(), ["author"] = (_author ?? Author)?.Trim() });

    private async Task RevealAsync(string reason)
    {
        var hit = _asked!;
        var revealed = await hits.RevealAsync(await CallerAsync(), hit.Id, reason, Gone);
        _asked = null;
        if (!Refused(revealed))
        {
            _revealed[hit.Id] = revealed.Value.Original;
        }
    }
}

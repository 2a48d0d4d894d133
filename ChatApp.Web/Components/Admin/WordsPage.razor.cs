using ChatApp.Core.Administration;
using ChatApp.Core.Moderation;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>The list of sensitive words.</summary>
public sealed partial class WordsPage(WordAdministration words, ModerationService moderation, TimeProvider clock) : AdminPage
{
    private const int PageSize = 50;

    private static readonly WordAction[] Offered = [WordAction.Refuse, WordAction.Hold, WordAction.Drop, WordAction.Mask, WordAction.Flag];
    private static readonly TimeSpan UndoOffered = TimeSpan.FromSeconds(10);

    private List<SensitiveWord>? _words;
    private Dictionary<long, int> _hits = [];
    private IReadOnlyList<string> _categories = [];
    private bool _hasMore;
    private bool _busy;
    private string? _typed;
    private Dialog _dialog;
    private SensitiveWord? _edited;
    private SensitiveWord? _removed;

    private enum Dialog
    {
        None,
        Edit,
        Import,
    }

    /// <summary>What the words hold, in the address.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>Their category, in the address.</summary>
    [SupplyParameterFromQuery(Name = "category")]
    public string? Category { get; set; }

    /// <summary>Their action, in the address.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    /// <summary>Whether they are on, in the address.</summary>
    [SupplyParameterFromQuery(Name = "on")]
    public bool? On { get; set; }

    /// <summary>How they are ordered, in the address.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? Order { get; set; }

    private bool MayChange => Me.Allows(AdminRight.Moderate);

    private bool IsFiltered => Query is not null || Category is not null || Action is not null || On is not null;

    private string Status => _words is null ? string.Empty : $"{Texts.Plural("words.count", moderation.WordCount)} · {Texts["words.live", moderation.Version]}";

    protected override async Task OnParametersSetAsync()
    {
        if (Ready)
        {
            await LoadAsync();
        }
    }

    protected override bool Concerns(AdminEvent adminEvent) => adminEvent is AdminEvent.WordsChanged;

    // Somebody else may be at the list too. While a dialog is open it stays as it is.
    protected override Task OnLiveAsync() => _dialog == Dialog.None ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        var shown = Math.Max(PageSize, Math.Min(_words?.Count ?? 0, WordAdministration.MaxPage));
        var page = await words.ListAsync(Me, Wanted(after: null, shown), Gone);
        var categories = await words.ListCategoriesAsync(Me, Gone);
        if (page.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        Failure = null;
        _words = [.. page.Value.Words];
        _hits = page.Value.RecentHits.ToDictionary();
        _hasMore = page.Value.HasMore;
        _categories = categories.Refusal is null ? categories.Value : [];
    }

    private async Task LoadMoreAsync()
    {
        _busy = true;
        var page = await words.ListAsync(Me, Wanted(_words![^1], PageSize), Gone);
        _busy = false;
        if (Refused(page))
        {
            return;
        }

        // A new list, because the grid compares references.
        _words = [.. _words, .. page.Value.Words];
        foreach (var (word, hits) in page.Value.RecentHits)
        {
            _hits[word] = hits;
        }

        _hasMore = page.Value.HasMore;
    }

    private WordQuery Wanted(SensitiveWord? after, int limit) => new(
        Query,
        Category,
        Enum.TryParse<WordAction>(Action, out var action) ? action : null,
        On,
        Order == nameof(WordOrder.Text) ? WordOrder.Text : WordOrder.Newest,
        after,
        limit);

    private void Search() => Filter(new Dictionary<string, object?> { ["q"] = (_typed ?? Query)?.Trim() });

    private void Filter(string name, ChangeEventArgs change) => Filter(new Dictionary<string, object?> { [name] = change.Value });

    private void Edit(SensitiveWord? word) => (_edited, _dialog) = (word, Dialog.Edit);

    private void CloseDialog() => _dialog = Dialog.None;

    private async Task OnSavedAsync(string said)
    {
        CloseDialog();
        Toasts.Say(said);
        await LoadAsync();
    }

    private async Task ToggleAsync(SensitiveWord word)
    {
        var changed = await words.ChangeAsync(
            await CallerAsync(), word.Id, word.Version, WordDraft.Of(word) with { Enabled = !word.Enabled }, Gone);
        Refused(changed);
        await LoadAsync();
    }

    private async Task RemoveAsync(SensitiveWord word)
    {
        var removed = await words.RemoveAsync(await CallerAsync(), word.Id, Gone);
        if (Refused(removed))
        {
            return;
        }

        _removed = removed.Value;
        await LoadAsync();
        _ = ForgetAsync(removed.Value);
    }

    private async Task UndoAsync()
    {
        var word = _removed!;
        _removed = null;
        if (!Refused(await words.AddAsync(await CallerAsync(), WordDraft.Of(word), Gone)))
        {
            await LoadAsync();
        }
    }

    private async Task ForgetAsync(SensitiveWord word)
    {
        try
        {
            await Task.Delay(UndoOffered, clock, Gone);
            await InvokeAsync(() =>
            {
                if (_removed == word)
                {
                    _removed = null;
                    StateHasChanged();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private string Scopes(SensitiveWord word) => ScopeNames.Of(word.Scopes, Texts);
}

using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Moderation;
using ChatApp.Web.Admin;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>Adds a word, or changes one.</summary>
public sealed partial class WordDialog(WordAdministration words, UserAdministration users, LocalTime times, IStringLocalizer<Texts> texts) : ComponentBase
{
    private static readonly WordAction[] Offered = [WordAction.Refuse, WordAction.Hold, WordAction.Drop, WordAction.Mask, WordAction.Flag];

    private WordDraft _draft = new(string.Empty);
    private string _text = string.Empty;
    private string _normal = string.Empty;
    private string _expires = string.Empty;
    private WordFault? _fault;
    private string? _error;
    private bool _busy;
    private bool _filled;

    /// <summary>The word to change, or <see langword="null"/> to add one.</summary>
    [Parameter]
    public SensitiveWord? Word { get; set; }

    /// <summary>The categories to choose from; others may be typed.</summary>
    [Parameter]
    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>Raised when the word is in force, with what to say about it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Saved { get; set; }

    /// <summary>Raised when the dialog closes without.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    protected override void OnParametersSet()
    {
        if (_filled)
        {
            return;
        }

        _filled = true;
        if (Word is not null)
        {
            _draft = WordDraft.Of(Word);
            _text = Word.Text;
            _normal = ModerationService.Normalize(Word.Text);
            _expires = Word.ExpiresAt is { } until ? times.Day(until).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Empty;
        }
    }

    private static string Read(ChangeEventArgs change) => change.Value as string ?? string.Empty;

    private void WriteText(ChangeEventArgs change)
    {
        _text = Read(change);
        _normal = ModerationService.Normalize(_text);
        Check();
    }

    private void WriteMatch(ChangeEventArgs change) => _draft = _draft with { Match = Enum.Parse<WordMatch>(Read(change)) };

    private void WriteExpiry(ChangeEventArgs change)
    {
        _expires = Read(change);
        _draft = _draft with
        {
            ExpiresAt = DateOnly.TryParseExact(_expires, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? times.StartOf(day)
                : null,
        };
    }

    private void Toggle(ModerationScope scope)
    {
        _draft = _draft with { Scopes = _draft.Scopes ^ scope };
        Check();
    }

    private void Check() => _fault = _text.Trim().Length == 0 ? null : (_draft with { Text = _text }).Trimmed().FindFault();

    private async Task SaveAsync()
    {
        _busy = true;
        _error = null;
        try
        {
            var caller = await users.IdentifyAsync((await Authentication).User, CancellationToken.None);
            var draft = _draft with { Text = _text };
            var saved = Word is null
                ? await words.AddAsync(caller, draft, CancellationToken.None)
                : await words.ChangeAsync(caller, Word.Id, Word.Version, draft, CancellationToken.None);
            if (saved.Refusal is { } refusal)
            {
                _error = refusal == Core.Kernel.ErrorCode.Conflict ? texts["words.conflict"] : texts.Refusal(refusal);
                return;
            }

            await Saved.InvokeAsync(texts["words.saved", saved.Value.Text]);
        }
        finally
        {
            _busy = false;
        }
    }
}

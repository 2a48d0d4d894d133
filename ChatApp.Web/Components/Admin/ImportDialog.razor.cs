using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Admin;

/// <summary>Imports words: a file or a paste goes up over HTTP, the difference is shown, and only then anything is done.</summary>
public sealed partial class ImportDialog(
    WordAdministration words, UserAdministration users, ImportDrafts drafts, IJSRuntime script, IStringLocalizer<Texts> texts) : ComponentBase
{
    private const int MostBadLines = 200;
    private const int MostSamples = 12;

    private static readonly WordAction[] Offered = [WordAction.Refuse, WordAction.Hold, WordAction.Drop, WordAction.Mask, WordAction.Flag];

    private ElementReference _form;
    private WordAction _action = WordAction.Refuse;
    private bool _replace;
    private bool _busy;
    private WordImportPlan? _plan;
    private string? _error;

    /// <summary>Raised when the words are in force, with what to say about it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Done { get; set; }

    /// <summary>Raised when the dialog closes without.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private int Changes => _plan!.Added.Count + _plan.Changed.Count + _plan.Removed.Count;

    private static string Count(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Sample(IEnumerable<string> all)
    {
        var some = all.Take(MostSamples + 1).ToList();
        return string.Join(texts["list.separator"], some.Take(MostSamples)) + (some.Count > MostSamples ? " …" : string.Empty);
    }

    private Task PreviewAsync() => RunAsync(async () =>
    {
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", "./js/admin.js");
        var upload = await module.InvokeAsync<Upload>("uploadWords", _form);
        var caller = await CallerAsync();
        if (!Guid.TryParse(upload.Id, out var id) || drafts.Find(caller.Id, id) is not { } file)
        {
            _error = upload.Refusal switch
            {
                "empty" => texts["import.empty"],
                { } code when Enum.TryParse<ErrorCode>(code, out var known) => texts.Refusal(known),
                _ => texts["import.failed"],
            };
            return;
        }

        drafts.Forget(id);
        var plan = await words.PlanImportAsync(caller, file, _replace, new WordDraft(string.Empty, Action: _action), CancellationToken.None);
        if (plan.Refusal is { } refusal)
        {
            _error = texts.Refusal(refusal);
            return;
        }

        _plan = plan.Value;
    });

    private Task ApplyAsync() => RunAsync(async () =>
    {
        var changes = Changes;
        var applied = await words.ApplyImportAsync(await CallerAsync(), _plan!, CancellationToken.None);
        if (applied.Refusal is { } refusal)
        {
            _error = refusal == ErrorCode.Conflict ? texts["import.conflict"] : texts.Refusal(refusal);
            return;
        }

        await Done.InvokeAsync(texts.Plural("import.done", changes));
    });

    private async Task RunAsync(Func<Task> act)
    {
        _busy = true;
        _error = null;
        try
        {
            await act();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<Administrator> CallerAsync() => await users.IdentifyAsync((await Authentication).User, CancellationToken.None);

    private sealed record Upload(string? Id, string? Refusal);
}

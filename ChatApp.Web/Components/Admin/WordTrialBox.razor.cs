using ChatApp.Core.Administration;
using ChatApp.Core.Moderation;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>Shows what the words in force would do to a text, without sending it to anybody.</summary>
public sealed partial class WordTrialBox(WordAdministration words, UserAdministration users, IStringLocalizer<Texts> texts) : ComponentBase
{
    private string _text = string.Empty;
    private ModerationScope _scope = ModerationScope.Messages;
    private WordTrial? _trial;
    private string? _error;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private (string Icon, string Kind) Look => _trial!.Verdict.Kind switch
    {
        VerdictKind.Pass => ("check", "ok"),
        VerdictKind.Flag => ("flag", "info"),
        VerdictKind.Mask => ("eye-off", "warn"),
        VerdictKind.Hold => ("eye-off", "warn"),
        VerdictKind.Drop => ("block", "danger"),
        VerdictKind.Refuse => ("block", "danger"),
    };

    private async Task TryAsync()
    {
        var caller = await users.IdentifyAsync((await Authentication).User, CancellationToken.None);
        var trial = words.Try(caller, _text, _scope);
        _error = trial.Refusal is { } refusal ? texts.Refusal(refusal) : null;
        _trial = trial.Refusal is null ? trial.Value : null;
    }
}

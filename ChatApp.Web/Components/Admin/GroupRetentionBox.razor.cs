using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Retention;
using ChatApp.Web.Admin;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>Shows how long one group's messages are kept and what was removed of them, and gives the group a rule of its own.</summary>
public sealed partial class GroupRetentionBox(
    RetentionAdministration retention, UserAdministration users, Toasts toasts, IStringLocalizer<Texts> texts) : ComponentBase
{
    private string _group = string.Empty;
    private string _days = string.Empty;
    private GroupRetention? _found;
    private string? _error;

    /// <summary>Whether the caller may look alone.</summary>
    [Parameter, EditorRequired]
    public bool ReadOnly { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private async Task FindAsync() => Show(await retention.ReadGroupAsync(await CallerAsync(), _group, CancellationToken.None));

    private async Task SaveAsync()
    {
        int? days = null;
        if (_days.Length > 0)
        {
            if (!int.TryParse(_days, NumberStyles.None, CultureInfo.InvariantCulture, out var typed))
            {
                _error = texts.Refusal(ErrorCode.InvalidRequest);
                return;
            }

            days = typed;
        }

        var set = await retention.SetGroupAsync(await CallerAsync(), _found!.Group, days, reason: null, CancellationToken.None);
        Show(set);
        if (set.Refusal is null)
        {
            toasts.Say(texts["retention.saved"]);
        }
    }

    private void Show(Outcome<GroupRetention> outcome)
    {
        _error = outcome.Refusal is { } refusal ? texts.Refusal(refusal) : null;
        if (outcome.Refusal is null)
        {
            _found = outcome.Value;
            _days = _found.Days?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
        }
    }

    private async Task<Administrator> CallerAsync() => await users.IdentifyAsync((await Authentication).User, CancellationToken.None);
}

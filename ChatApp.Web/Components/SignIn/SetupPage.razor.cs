using ChatApp.Core.SignIn;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>Where the link of the first start leads: it makes the first administrator.</summary>
public sealed partial class SetupPage(IStringLocalizer<Texts> text, FirstRun firstRun) : ComponentBase
{
    /// <summary>The token that the program printed.</summary>
    [Parameter]
    public string Token { get; set; } = string.Empty;

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private bool IsOpen => firstRun.IsOpen(Token);

    private string? Error => ErrorName switch
    {
        null => null,
        "NameTaken" or "InvalidRequest" or "WeakPassword" => text[$"setup.error.{ErrorName}"].Value,
        _ => text["setup.error.Other"].Value,
    };
}

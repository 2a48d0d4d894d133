using ChatApp.Core.Kernel;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Where a person sets another password.</summary>
public sealed partial class PasswordPage(IStringLocalizer<Texts> text, FormErrors errors) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.WeakPassword];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string? Error => errors.Of("password", Known, ErrorName);

    protected override void OnInitialized()
    {
        if (!ProofRequirement.IsFresh(Http))
        {
            Http.Response.Redirect(ProofRequirement.To("/me/security/password"));
        }
    }
}

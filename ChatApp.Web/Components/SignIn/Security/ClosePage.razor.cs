using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Where a person closes the own account.</summary>
public sealed partial class ClosePage(IStringLocalizer<Texts> text, FormErrors errors, IOptions<SignInLimits> limits) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.Conflict];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private int Days => (int)limits.Value.CloseGrace.TotalDays;

    private string? Error => errors.Of("close", Known, ErrorName);

    protected override void OnInitialized()
    {
        if (!ProofRequirement.IsFresh(Http))
        {
            Http.Response.Redirect(ProofRequirement.To("/me/security/close"));
        }
    }
}

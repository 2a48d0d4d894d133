using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Where a person gives a new phone number or e-mail address, and confirms it by the code that was sent there.</summary>
public sealed partial class ContactPage(IStringLocalizer<Texts> text, ICodeSender sender, FormErrors errors, IServiceProvider services) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.InvalidRequest, ErrorCode.TooFast, ErrorCode.WrongCode, ErrorCode.Conflict];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "sent")]
    private int? SentBy { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private bool Sent => SentBy is not null;

    private IReadOnlyList<CodeChannel> Channels { get; } = [.. Enum.GetValues<CodeChannel>().Where(sender.Serves)];

    private bool HasSimulator => services.GetRequiredService<Features>().PhoneSimulator;

    private string? Error => errors.Of("contact", Known, ErrorName);

    protected override void OnInitialized()
    {
        if (!ProofRequirement.IsFresh(Http))
        {
            Http.Response.Redirect(ProofRequirement.To("/me/security/contact"));
        }
    }
}

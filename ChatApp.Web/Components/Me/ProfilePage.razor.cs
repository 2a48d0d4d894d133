using ChatApp.Core.Kernel;
using ChatApp.Core.Profiles;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Me;

/// <summary>Where a person changes what others see: picture, name, signature and gender; and shows the own card.</summary>
public sealed partial class ProfilePage(IStringLocalizer<Texts> text, ProfileService profiles) : ComponentBase
{
    private OwnProfile? _profile;
    private string _card = string.Empty;
    private string _path = string.Empty;
    private int _size;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery]
    private bool Saved { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string? Problem => ErrorName is null ? null : Enum.TryParse<ErrorCode>(ErrorName, out var code) ? text.Refusal(code) : text.Refusal(ErrorCode.InvalidRequest);

    protected override async Task OnInitializedAsync()
    {
        var found = await profiles.GetAsync(Http.User.UserId(), Http.RequestAborted);
        if (found.Refusal is not null)
        {
            return;
        }

        _profile = found.Value;
        _card = $"{Http.Request.Scheme}://{Http.Request.Host}/contacts/{Uri.EscapeDataString(_profile.Id.Value)}";
        (_path, _size) = QrImages.Draw(_card);
    }
}

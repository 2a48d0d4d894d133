using ChatApp.Core.Friends;
using ChatApp.Core.Personal;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Me;

/// <summary>Where a person says who finds them by what, who sees what of them, and whom they do not want to hear of.</summary>
public sealed partial class PrivacyPage(IStringLocalizer<Texts> text, PersonalSettings settings, FriendService friends) : ComponentBase
{
    private PersonalView? _view;
    private IReadOnlyList<Friend> _blocked = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery]
    private bool Saved { get; set; }

    private IStringLocalizer<Texts> Text => text;

    protected override async Task OnInitializedAsync()
    {
        _view = await settings.OfAsync(Http.User.UserId(), Http.RequestAborted);
        _blocked = [.. (await friends.ListAsync(Http.User.UserId(), Http.RequestAborted)).Where(friend => friend.Blocked)];
    }
}

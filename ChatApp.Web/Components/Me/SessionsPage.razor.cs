using ChatApp.Core.Sessions;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Me;

/// <summary>Where a person sees what is logged in as them, and ends it.</summary>
public sealed partial class SessionsPage(IStringLocalizer<Texts> text, SessionService sessions) : ComponentBase
{
    private Session? _current;
    private IReadOnlyList<Session> _others = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IStringLocalizer<Texts> Text => text;

    private string Here => ClientAddresses.Of(Http);

    protected override async Task OnInitializedAsync()
    {
        var all = await sessions.ListAsync(Http.User.UserId(), Http.RequestAborted);
        _current = all.FirstOrDefault(session => session.Id == Http.User.SessionId());
        _others = [.. all.Where(session => session != _current).OrderByDescending(session => session.LastSeenAt)];
    }
}

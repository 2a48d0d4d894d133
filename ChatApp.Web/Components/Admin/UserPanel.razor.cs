using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Web.Admin;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>One account beside the list: who it is, where it is signed in, and what an administrator may do to it.</summary>
public sealed partial class UserPanel(
    UserAdministration users, LocalTime times, Toasts toasts, TimeProvider clock, NavigationManager navigation, IStringLocalizer<Texts> texts) : ComponentBase
{
    private static readonly int[] Spans = [1, 7, 30, 0];

    private ManagedUser? _user;
    private IReadOnlyList<Session> _sessions = [];
    private HashSet<string> _roles = [];
    private bool _missing;
    private Act? _act;
    private Session? _asked;
    private int _days = 1;

    private enum Act
    {
        Suspend,
        Unsuspend,
        EndSession,
        EndAll,
        SetRoles,
    }

    /// <summary>The account.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public Administrator Me { get; set; } = null!;

    /// <summary>Where the cross leads.</summary>
    [Parameter, EditorRequired]
    public string CloseAddress { get; set; } = string.Empty;

    /// <summary>Raised when the account was changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private LocalTime Times => times;

    private bool MayAct => Me.Allows(AdminRight.Administer);

    private bool IsMe => _user!.Id == Me.Id;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var id = new UserId(Id);
        var found = await users.FindAsync(Me, id, CancellationToken.None);
        if (found.Refusal is not null)
        {
            _missing = true;
            return;
        }

        _user = found.Value;
        _roles = [.. _user.Roles];
        var sessions = await users.ListSessionsAsync(Me, id, CancellationToken.None);
        _sessions = sessions.Refusal is null ? sessions.Value : [];
    }

    private void Ask(Act act, Session? session = null) => (_act, _asked) = (act, session);

    private void Toggle(string role)
    {
        if (!_roles.Remove(role))
        {
            _roles.Add(role);
        }
    }

    private async Task DoAsync(string reason)
    {
        var refusal = await RunAsync(_act!.Value, _user!.Id, reason);
        if (refusal == ErrorCode.ProofRequired)
        {
            navigation.GoAndProve();
            return;
        }

        if (refusal is { } code)
        {
            toasts.Fail(code == ErrorCode.Conflict ? texts["users.lastAdmin"] : texts.Refusal(code));
        }
        else
        {
            toasts.Say(texts[$"users.ask.{_act}.done", _user.DisplayName]);
        }

        _act = null;
        await LoadAsync();
        await Changed.InvokeAsync();
    }

    // The roles of this moment, not those of the page's opening.
    private async Task<ErrorCode?> RunAsync(Act act, UserId user, string reason)
    {
        var caller = await users.IdentifyAsync((await Authentication).User, CancellationToken.None);
        return act switch
        {
            Act.Suspend => (await users.SuspendAsync(caller, user, Until(), reason, CancellationToken.None)).Refusal,
            Act.Unsuspend => (await users.UnsuspendAsync(caller, user, reason, CancellationToken.None)).Refusal,
            Act.EndSession => (await users.EndSessionAsync(caller, user, _asked!.Id, reason, CancellationToken.None)).Refusal,
            Act.EndAll => (await users.EndAllSessionsAsync(caller, user, reason, CancellationToken.None)).Refusal,
            Act.SetRoles => (await users.SetRolesAsync(caller, user, _roles, reason, CancellationToken.None)).Refusal,
        };
    }

    private DateTimeOffset? Until() => _days == 0 ? null : clock.GetUtcNow().AddDays(_days);
}

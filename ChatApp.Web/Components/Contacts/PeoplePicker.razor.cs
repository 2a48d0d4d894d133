using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Chooses friends for a group.</summary>
public sealed partial class PeoplePicker(People people, IStringLocalizer<Texts> texts) : ComponentBase
{
    private readonly string _id = $"picker-{Guid.NewGuid():N}";
    private string _search = string.Empty;

    /// <summary>Who is chosen.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<UserId> Chosen { get; set; } = [];

    /// <summary>Raised with the new choice.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<UserId>> ChosenChanged { get; set; }

    /// <summary>Who is in the group already.</summary>
    [Parameter]
    public IReadOnlySet<UserId> Already { get; set; } = new HashSet<UserId>();

    private People People => people;

    private IStringLocalizer<Texts> Texts => texts;

    private IEnumerable<Friend> Shown => people.Friends.Where(friend => !friend.Blocked && (_search.Length == 0
        || friend.Name.Contains(_search, StringComparison.CurrentCultureIgnoreCase)
        || friend.UserName.Contains(_search, StringComparison.OrdinalIgnoreCase)));

    private void Search(ChangeEventArgs change) => _search = (change.Value as string ?? string.Empty).Trim();

    private Task ToggleAsync(UserId person)
        => ChosenChanged.InvokeAsync(Chosen.Contains(person) ? [.. Chosen.Where(chosen => chosen != person)] : [.. Chosen, person]);
}

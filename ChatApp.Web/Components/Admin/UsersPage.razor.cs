using ChatApp.Core.Administration;
using ChatApp.Core.Users;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>The accounts, and one of them beside the list.</summary>
public sealed partial class UsersPage(UserAdministration users) : AdminPage
{
    private const int PageSize = 50;

    private List<ManagedUser>? _users;
    private UserQuery? _shown;
    private bool _hasMore;
    private string? _typed;

    /// <summary>The account beside the list, in the address.</summary>
    [Parameter]
    public string? Person { get; set; }

    /// <summary>What names are looked for, in the address.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>What accounts may do, in the address.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>A role they have, in the address.</summary>
    [SupplyParameterFromQuery(Name = "role")]
    public string? Role { get; set; }

    private UserQuery Wanted => new(
        Query, Enum.TryParse<AccountStatus>(Status, out var status) ? status : null, string.IsNullOrEmpty(Role) ? null : Role, Limit: PageSize);

    protected override async Task OnParametersSetAsync()
    {
        // Opening somebody's panel is no reason to read the list again.
        if (Ready && _shown != Wanted)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _shown = Wanted;
        var page = await users.ListAsync(Me, _shown, Gone);
        if (page.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        Failure = null;
        _users = [.. page.Value.Users];
        _hasMore = page.Value.HasMore;
    }

    private async Task LoadMoreAsync()
    {
        var page = await users.ListAsync(Me, Wanted with { AfterUserName = _users![^1].UserName }, Gone);
        if (!Refused(page))
        {
            _users = [.. _users, .. page.Value.Users];
            _hasMore = page.Value.HasMore;
        }
    }

    private void Search() => Navigation.NavigateTo(WithFilters("admin/users", "q", (_typed ?? Query)?.Trim()));

    private void FilterList(string name, ChangeEventArgs change) => Navigation.NavigateTo(WithFilters("admin/users", name, change.Value as string));

    private string Address(string? person)
        => WithFilters(person is null ? "admin/users" : $"admin/users/{Uri.EscapeDataString(person)}", name: null, value: null);

    private string WithFilters(string path, string? name, string? value)
    {
        var filters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = Query, ["status"] = Status, ["role"] = Role };
        if (name is not null)
        {
            filters[name] = value;
        }

        return Navigation.GetUriWithQueryParameters(
            Navigation.ToAbsoluteUri(path).ToString(), filters.ToDictionary(entry => entry.Key, entry => entry.Value is "" ? null : entry.Value, StringComparer.Ordinal));
    }
}

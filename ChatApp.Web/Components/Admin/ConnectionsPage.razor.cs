using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Broker;
using ChatApp.Core.Delivery;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>The live connections of this node, over every protocol.</summary>
public sealed partial class ConnectionsPage(ConnectionAdministration connections) : AdminPage
{
    private static readonly ConnectionKind[] Doors = [ConnectionKind.Circuit, ConnectionKind.Hub, ConnectionKind.Mqtt];

    private ConnectionPage? _page;
    private ConnectionView? _shown;
    private ConnectionView? _ended;
    private IReadOnlyList<ClientSubscription> _subscriptions = [];
    private string? _typed;

    /// <summary>What is looked for, in the address.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>The door, in the address.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    protected override bool Concerns(AdminEvent adminEvent) => adminEvent is AdminEvent.ConnectionChanged;

    protected override Task OnLiveAsync() => LoadAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (Ready)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var page = connections.List(
            await CallerAsync(), new ConnectionQuery(Query ?? string.Empty, Enum.TryParse<ConnectionKind>(Kind, out var kind) ? kind : null));
        Failure = page.Refusal is { } refusal ? Texts.Refusal(refusal) : null;
        _page = page.Refusal is null ? page.Value : _page;
    }

    private async Task ShowAsync(ConnectionView row)
    {
        var found = connections.ListSubscriptions(await CallerAsync(), row.Connection.Id);
        if (!Refused(found))
        {
            _subscriptions = found.Value;
            _shown = row;
        }
    }

    private async Task DisconnectAsync(string reason)
    {
        var ended = await connections.DisconnectAsync(await CallerAsync(), _ended!.Connection.Id, reason, CancellationToken.None);
        _ended = null;
        if (!Refused(ended))
        {
            Toasts.Say(Texts["connections.disconnected"]);
        }

        await LoadAsync();
    }

    private void Search() => Filter(new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = (_typed ?? Query)?.Trim() });

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes:N0} B"),
        < 10_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000.0:N0} KB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:N0} MB"),
    };
}

using System.Threading.Channels;
using ChatApp.Web.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace ChatApp.Web.Admin;

/// <summary>
/// Carries <see cref="AdminEvents"/> to the clients of <c>/hubs/admin</c>. At most <see cref="MaxWaiting"/> events wait; when more come at
/// once the oldest are dropped: they are news, and what they tell of is in the store.
/// </summary>
internal sealed class AdminHubRelay(AdminEvents events, IHubContext<AdminHub, IAdminClient> hub) : BackgroundService
{
    private const int MaxWaiting = 1_024;

    private readonly Channel<AdminEvent> _waiting = Channel.CreateBounded<AdminEvent>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = events.Subscribe(adminEvent => _waiting.Writer.TryWrite(adminEvent));
        await foreach (var adminEvent in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await SendAsync(hub.Clients.All, adminEvent);
        }
    }

    private static Task SendAsync(IAdminClient clients, AdminEvent adminEvent) => adminEvent switch
    {
        AdminEvent.WordsChanged change => clients.WordsChanged(change),
        AdminEvent.SettingChanged change => clients.SettingChanged(change),
        AdminEvent.Hit hit => clients.Hit(hit),
        AdminEvent.ReviewChanged change => clients.ReviewChanged(change),
        AdminEvent.ConnectionChanged change => clients.ConnectionChanged(change),
        AdminEvent.Figures figures => clients.Figures(figures.Values),
        _ => throw new ArgumentException($"{adminEvent.GetType().Name} has no push.", nameof(adminEvent)),
    };
}

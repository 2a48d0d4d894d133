using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Data;
using ChatApp.Data.Embedded;
using ChatApp.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatApp.Benchmarks;

/// <summary>A private PostgreSQL with everything flushed as in production, and the product's services over it, with people and groups.</summary>
internal sealed class BenchmarkStore : IAsyncDisposable
{
    private const int People = 64;
    private const int Groups = 100;

    private readonly DirectoryInfo _folder;
    private readonly EmbeddedPostgres _postgres;

    private BenchmarkStore(DirectoryInfo folder, EmbeddedPostgres postgres, ServiceProvider services)
    {
        _folder = folder;
        _postgres = postgres;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public IReadOnlyList<UserId> Senders { get; private set; } = [];

    public IReadOnlyList<(ConversationId Id, ConversationTarget Target)> Conversations { get; private set; } = [];

    public static async Task<BenchmarkStore> StartAsync()
    {
        var folder = new DirectoryInfo($"/var/tmp/chatapp-bench-{Environment.ProcessId}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder.FullName };
        var postgres = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var locked = new Dictionary<string, string>(StringComparer.Ordinal) { ["Messages.PerUser"] = "1000000", ["Messages.PerConversation"] = "1000000" };
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddChatAppCore(node: 1, locked)
            .AddModeration()
            .AddChatAppData(postgres.ConnectionString)
            .BuildServiceProvider();
        await using (var context = await services.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
        }

        var store = new BenchmarkStore(folder, postgres, services);
        await store.FillAsync();
        return store;
    }

    /// <summary>Processor time of this store's PostgreSQL so far, over all its processes: those that live, and those it has reaped.</summary>
    public TimeSpan PostgresTime() => ProcessTimes.OfPostgres(_folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task FillAsync()
    {
        var people = new People(Database);
        var senders = new List<UserId>();
        for (var i = 0; i < People; i++)
        {
            senders.Add(await people.AddAsync($"u{i}", CancellationToken.None));
        }

        var conversations = new List<(ConversationId, ConversationTarget)>();
        for (var i = 0; i < Groups; i++)
        {
            conversations.Add(await people.AddGroupAsync(CancellationToken.None, [.. senders]));
        }

        Senders = senders;
        Conversations = conversations;
    }
}

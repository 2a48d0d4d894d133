using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Startup;
using ChatApp.Testing.Program;
using ChatApp.Web.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

/// <summary>P7, D01: a fault that leaves a background loop stops the whole program, so none may leave.</summary>
public sealed class BackgroundLoopTests : IAsyncDisposable
{
    // Longer than every pause of a loop but the half minute of the sessions, so that each meets the database that is away at least once.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D01_no_background_loop_ends_because_the_database_is_away(bool wasReady)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = Build($"Host=127.0.0.1;Port={ChatAppProcess.FreePort()};Username=nobody;Database=none;Timeout=2");
        if (wasReady)
        {
            app.Services.GetRequiredService<StoreReadiness>().SetReady();
        }

        var loops = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        foreach (var loop in loops)
        {
            await loop.StartAsync(cancel);
        }

        var bus = app.Services.GetRequiredService<INodeBus>();
        for (var i = 0; i < 3; i++)
        {
            bus.Publish(new PresenceChanged(new UserId("alice"), Online: false));
            bus.Publish(new WordsChanged(1_000 + i));
        }

        await Task.WhenAny([Task.Delay(Watched, cancel), .. loops.Select(loop => loop.ExecuteTask!)]);

        // The two that prepare the start have nothing left to do once it is done; all others run on.
        Assert.All(loops, loop => Assert.True(
            loop.ExecuteTask is { IsCompleted: false } or { IsCompletedSuccessfully: true }, $"{loop.GetType().Name}: {loop.ExecuteTask?.Exception}"));
        foreach (var loop in loops)
        {
            await loop.StopAsync(cancel);
        }
    }

    private WebApplication Build(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Production,
            Args =
            [
                "--Urls=http://127.0.0.1:0", "--Mqtt:Port=0", "--Moderation:VersionCheck=00:00:00.2", $"--Data:Folder={_folder.Path}",
                $"--ConnectionStrings:ChatApp={connectionString}",
            ],
        });
        builder.Logging.ClearProviders();
        builder.AddChatApp();
        return builder.Build();
    }
}

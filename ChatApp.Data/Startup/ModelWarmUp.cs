using ChatApp.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Startup;

/// <summary>Builds EF's model beside the first requests, which the start did not wait for and the first person to sign in should not either.</summary>
internal sealed partial class ModelWarmUp(
    IServiceProvider services, StoreReadiness readiness, TimeProvider clock, ILogger<ModelWarmUp> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do
        {
            await Task.Delay(Patience, clock, stoppingToken);
        }
        while (!readiness.IsReady);

        try
        {
            var contexts = (IDbContextFactory<ChatAppDbContext>)services.GetService(typeof(IDbContextFactory<ChatAppDbContext>))!;
            await using var context = await contexts.CreateDbContextAsync(stoppingToken);
            await context.Users.AsNoTracking().Where(account => account.NormalizedUserName == string.Empty).FirstOrDefaultAsync(stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            // Nobody waits for this: the first request builds the model when this could not.
            LogNotWarm(fault.Message);
        }
    }

    [LoggerMessage(EventIds.ModelNotWarm, LogLevel.Debug, "The model was not prepared ahead: {Reason}")]
    private partial void LogNotWarm(string reason);
}

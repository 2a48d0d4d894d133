using ChatApp.Core.Kernel;
using ChatApp.Data.Startup;
using ChatApp.Web.Composition.Configuration;
using Microsoft.AspNetCore.Connections;

namespace ChatApp.Web.Composition;

/// <summary>The program from its first line to its last: configuration, database, then listening.</summary>
internal static class ChatAppProgram
{
    private const int Failed = 1;
    private const int BadConfiguration = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
            builder.AddChatApp();
            await using var app = builder.Build();
            app.MapChatApp();
            using (var interrupt = new StartupInterrupt())
            {
                await app.Services.StartDatabaseAsync(interrupt.Token);
                await app.StartAsync(interrupt.Token);
            }

            await app.Services.GetRequiredService<StartupBanner>().PrintAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (ConfigurationException mistakes)
        {
            foreach (var mistake in mistakes.Mistakes)
            {
                await Console.Error.WriteLineAsync($"Configuration: {mistake}");
            }

            return BadConfiguration;
        }
        catch (StartupException reason)
        {
            await Console.Error.WriteLineAsync($"ChatApp cannot start: {reason.Message}");
            return Failed;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"ChatApp cannot start: {taken.Message} Stop the program that has it, or choose another with Urls or Mqtt:Port.");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C before the program was up; everything begun has been undone.
            return Failed;
        }
    }
}

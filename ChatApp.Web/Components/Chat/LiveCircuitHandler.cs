using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChatApp.Web.Components.Chat;

/// <summary>Pauses a circuit's live connection while its browser is away. The circuit itself is kept for minutes, the presence is not.</summary>
internal sealed class LiveCircuitHandler(LiveUpdates live) : CircuitHandler
{
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        live.Pause();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => live.ResumeAsync();
}

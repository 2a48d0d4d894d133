using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChatApp.Web.Authentication;

/// <summary>
/// Drops what still comes in on a circuit whose session is over. The page has been told to leave; a client that stays anyway gets nothing.
/// </summary>
internal sealed class SessionCircuitHandler(CircuitSession session) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next)
        => activity => session.IsDeaf ? Task.CompletedTask : next(activity);
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Wire;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Hubs;

/// <summary>Lets a hub connection make only so many calls. The count lives with the connection, so there is always room for it.</summary>
internal sealed class HubCallLimit(IOptions<ApiLimits> limits, TimeProvider clock) : IHubFilter
{
    private static readonly Limiter PerConnection = new("hub.calls", FailureMode.Closed);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly ApiLimits _limits = limits.Value;

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        context.Context.Items[PerConnection] = new TokenBucket(_limits.HubCallBurst, clock.GetTimestamp());
        return next(context);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var allowed = invocationContext.Context.Items.TryGetValue(PerConnection, out var item) && item is TokenBucket bucket
            ? bucket.TryTake(clock, Window, _limits.HubCallsPerSecond, _limits.HubCallBurst)
            : PerConnection.OnFailure == FailureMode.Open;
        if (allowed)
        {
            return next(invocationContext);
        }

        // Refusals of a send come as its result, those of everything else as an error.
        return invocationContext.HubMethodArguments is [WireSend send]
            ? ValueTask.FromResult<object?>(new WireResult(send.ClientId, Ok: false, Error: nameof(ErrorCode.TooFast)))
            : throw new HubException(nameof(ErrorCode.TooFast));
    }
}

namespace ChatApp.Web.Authentication;

/// <summary>
/// Cuts the WebSockets and long polls of a session that ended, a moment after its page was told: the page can still say why, and a
/// client that does not listen is off within a second.
/// </summary>
internal sealed class SessionConnections(RequestDelegate next, SessionWatch watch, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsLong(context.Request) || context.User.FindSessionId() is not { } session)
        {
            await next(context);
            return;
        }

        using var finished = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var watching = watch.Watch(session, reason => _ = CutAsync(context, finished.Token));
        await next(context);
        await finished.CancelAsync();
    }

    private static bool IsLong(HttpRequest request)
        => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    private async Task CutAsync(HttpContext context, CancellationToken finished)
    {
        try
        {
            await Task.Delay(Grace, clock, finished);
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The connection ended by itself, as it should.
        }
    }
}

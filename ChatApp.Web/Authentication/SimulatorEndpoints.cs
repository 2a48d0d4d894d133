using System.Net;

namespace ChatApp.Web.Authentication;

/// <summary>Shows the phone simulator the codes that would have been sent to real phones. Absent where the simulator is.</summary>
internal static class SimulatorEndpoints
{
    public static void MapSimulator(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<Features>().PhoneSimulator
            && routes.ServiceProvider.GetService<DevelopmentCodeSender>() is not null)
        {
            routes.MapGet("/simulator/codes", Codes).ExcludeFromDescription();
        }
    }

    // Only for the machine itself: who merely shares its network must not read everybody's codes.
    private static IResult Codes(HttpContext context, DevelopmentCodeSender sender)
        => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? Results.Ok(new { Codes = sender.Recent().Select(message => new { message.UserName, message.Code }) })
            : Results.NotFound();
}

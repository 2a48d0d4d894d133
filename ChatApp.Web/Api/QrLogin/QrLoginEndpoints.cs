using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.QrLogin;

/// <summary>The phone's side of signing in by QR code, for apps.</summary>
internal static class QrLoginEndpoints
{
    public static void MapQrLogin(this RouteGroupBuilder api)
    {
        var qr = api.MapGroup("/qr").WithTags("QR login");
        qr.MapPost("/scan", ScanAsync).WithName("ScanQrCode").WithSummary("Tells the browser that its code was scanned.")
            .Produces<WireQrSheet>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        qr.MapGet("/{code}", PeekAsync).WithName("GetQrLogin").WithSummary("How the login stands that this device scanned.")
            .Produces<WireQrSheet>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone);
        qr.MapPost("/{code}/confirm", ConfirmAsync).WithName("ConfirmQrLogin").WithSummary("Agrees, with the number that the browser shows.")
            .Produces<WireQrSheet>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status410Gone);
        qr.MapPost("/{code}/refuse", RefuseAsync).WithName("RefuseQrLogin").WithSummary("Refuses: no device is signed in.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status410Gone);
        qr.MapPost("/{code}/cancel", CancelAsync).WithName("CancelQrLogin").WithSummary("Closes the sheet without an answer.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<IResult> ScanAsync(
        ScanBody body, HttpContext context, QrLoginService logins, IOwnAddresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!QrLoginCodes.TryRead(body.Code, host => addresses.IsOwn(host, context.Request.Host.Value), out var code))
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        var scanned = await logins.ScanAsync(
            code, context.User.UserId(), context.User.SessionId(), ClientAddresses.Of(context), cancellationToken);
        return Problems.Answer(scanned, ticket => Results.Ok(WireQrSheet.From(ticket, ClientAddresses.Of(context), clock.GetUtcNow())));
    }

    private static async Task<IResult> PeekAsync(
        string code, HttpContext context, QrLoginService logins, TimeProvider clock, CancellationToken cancellationToken)
        => Problems.Answer(
            await logins.PeekAsync(code, context.User.SessionId(), cancellationToken),
            ticket => Results.Ok(WireQrSheet.From(ticket, ClientAddresses.Of(context), clock.GetUtcNow())));

    private static async Task<IResult> ConfirmAsync(
        string code, PickBody body, HttpContext context, QrLoginService logins, TimeProvider clock, CancellationToken cancellationToken)
        => Problems.Answer(
            await logins.ConfirmAsync(code, context.User.SessionId(), body.Number, cancellationToken),
            ticket => Results.Ok(WireQrSheet.From(ticket, ClientAddresses.Of(context), clock.GetUtcNow())));

    private static async Task<IResult> RefuseAsync(
        string code, RefuseBody body, ClaimsPrincipal caller, QrLoginService logins, CancellationToken cancellationToken)
        => Problems.Answer(await logins.RefuseAsync(code, caller.SessionId(), body.Report, cancellationToken), _ => Results.NoContent());

    private static async Task<IResult> CancelAsync(
        string code, ClaimsPrincipal caller, QrLoginService logins, CancellationToken cancellationToken)
        => Problems.Answer(await logins.CancelOnPhoneAsync(code, caller.SessionId(), cancellationToken), _ => Results.NoContent());
}

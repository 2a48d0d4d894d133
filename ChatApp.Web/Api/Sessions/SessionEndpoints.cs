using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Sessions;

/// <summary>Signing devices in and out.</summary>
internal static class SessionEndpoints
{
    private const int MaxDeviceName = 64;
    private const int UsualPage = 50;

    public static void MapSessions(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapPost("/", SignInAsync)
            .AllowAnonymous()
            .WithName("SignIn")
            .WithSummary("Signs a device in by password.")
            .Produces<TokenResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sessions.MapPost("/code", SendCodeAsync)
            .AllowAnonymous()
            .WithName("SendSignInCode")
            .WithSummary("Sends a sign-in code by SMS. The answer is the same whether anybody has the name or not.")
            .Produces<SendCodeResponse>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sessions.MapPost("/by-code", SignInByCodeAsync)
            .AllowAnonymous()
            .WithName("SignInByCode")
            .WithSummary("Signs a device in by a code that was sent to it.")
            .Produces<TokenResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sessions.MapPost("/second-step", SecondStepAsync)
            .AllowAnonymous()
            .WithName("CompleteSignIn")
            .WithSummary("Goes on with the ticket of a sign-in that was answered SecondFactorRequired, by a code of the authenticator app or a recovery code.")
            .Produces<TokenResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sessions.MapGet("/", ListAsync).WithName("ListSessions").WithSummary("The caller's sessions.").Produces<WireSessionList>();
        sessions.MapDelete("/current", SignOutAsync).WithName("SignOut").WithSummary("Ends the caller's session.")
            .Produces(StatusCodes.Status204NoContent);
        sessions.MapDelete("/others", EndOthersAsync).WithName("EndOtherSessions").WithSummary("Ends all of the caller's sessions but this one.")
            .Produces(StatusCodes.Status204NoContent);
        sessions.MapPut("/{id}/name", RenameAsync).WithName("RenameSession").WithSummary("Gives one of the caller's sessions a name, or its own again with an empty one.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        sessions.MapPost("/{id}/not-mine", NotMineAsync).WithName("DisownSession").WithSummary("Ends one of the caller's sessions that is not the caller's.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/security-events", ListEventsAsync).WithTags("Sessions").WithName("ListSecurityEvents")
            .WithSummary("What happened to the caller's account, the newest first.")
            .Produces<WireSecurityLog>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sessions.MapDelete("/{id}", EndAsync).WithName("EndSession").WithSummary("Ends one of the caller's sessions.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SignInAsync(SignInBody body, HttpContext context, PasswordSignIn signIn, CancellationToken cancellationToken)
        => ClientOf(context, body.DeviceId, body.Platform, body.DeviceName) is { } client
            ? Answer(await signIn.BeginAsync(body.UserName ?? string.Empty, body.Password ?? string.Empty, client, cancellationToken))
            : Problems.Of(ErrorCode.InvalidRequest);

    private static async Task<IResult> SendCodeAsync(SendCodeBody body, HttpContext context, CodeSignIn signIn, CancellationToken cancellationToken)
        => Problems.Answer(
            await signIn.StartAsync(body.UserName ?? string.Empty, ClientAddresses.Of(context), cancellationToken),
            challenge => Results.Ok(new SendCodeResponse(challenge)));

    private static async Task<IResult> SignInByCodeAsync(
        CodeSignInBody body, HttpContext context, CodeSignIn signIn, CancellationToken cancellationToken)
        => ClientOf(context, body.DeviceId, body.Platform, body.DeviceName) is { } client
            ? Answer(await signIn.FinishAsync(
                body.UserName ?? string.Empty, body.Challenge ?? string.Empty, body.Code ?? string.Empty, client, cancellationToken))
            : Problems.Of(ErrorCode.InvalidRequest);

    private static async Task<IResult> ListAsync(ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
    {
        var list = await sessions.ListAsync(caller.UserId(), cancellationToken);
        return Results.Ok(new WireSessionList([.. list.Select(session => WireSession.From(session, caller.SessionId()))]));
    }

    private static async Task<IResult> SignOutAsync(ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(caller.SessionId(), caller.UserId(), SessionEndReason.SignedOut, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> EndOthersAsync(ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(caller.UserId(), caller.SessionId(), SessionEndReason.EndedByOwner, cancellationToken);
        return Results.NoContent();
    }

    private static Task<IResult> EndAsync(string id, ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
        => EndOneAsync(id, caller, sessions, SessionEndReason.EndedByOwner, cancellationToken);

    private static Task<IResult> NotMineAsync(string id, ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
        => EndOneAsync(id, caller, sessions, SessionEndReason.NotMine, cancellationToken);

    private static async Task<IResult> EndOneAsync(
        string id, ClaimsPrincipal caller, SessionService sessions, SessionEndReason reason, CancellationToken cancellationToken)
        => Guid.TryParseExact(id, "N", out var session)
            ? Problems.Answer(await sessions.EndOwnAsync(caller.UserId(), new SessionId(session), reason, cancellationToken), _ => Results.NoContent())
            : Problems.Of(ErrorCode.NotFound);

    private static async Task<IResult> RenameAsync(
        string id, SessionNameBody body, ClaimsPrincipal caller, SessionService sessions, CancellationToken cancellationToken)
        => Guid.TryParseExact(id, "N", out var session)
            ? Problems.Answer(
                await sessions.RenameAsync(caller.UserId(), new SessionId(session), body.Name ?? string.Empty, cancellationToken), _ => Results.NoContent())
            : Problems.Of(ErrorCode.NotFound);

    private static async Task<IResult> ListEventsAsync(
        long? before, int? limit, ClaimsPrincipal caller, SecurityLog log, CancellationToken cancellationToken)
        => Problems.Answer(
            await log.ListAsync(caller.UserId(), before, limit ?? UsualPage, cancellationToken),
            events => Results.Ok(WireSecurityLog.From(events, limit ?? UsualPage, caller.SessionId())));

    private static async Task<IResult> SecondStepAsync(
        SecondStepBody body, HttpContext context, SignInCompletion completion, CancellationToken cancellationToken)
        => ClientOf(context, body.DeviceId, body.Platform, body.DeviceName) is { } client
            ? Answer(await completion.CompleteByCodeAsync(body.Ticket, body.Code ?? string.Empty, client, cancellationToken))
            : Problems.Of(ErrorCode.InvalidRequest);

    // A refusal that goes on: the ticket must come back with the second factor.
    private static IResult Answer(Outcome<SignInStep> outcome) => Problems.Answer(
        outcome,
        step => step.Session is { } issued
            ? Results.Ok(TokenResponse.From(issued))
            : Problems.Of(ErrorCode.SecondFactorRequired, ("ticket", step.Pending!.Ticket)));

    private static IResult Answer(Outcome<IssuedSession> outcome) => Problems.Answer(outcome, issued => Results.Ok(TokenResponse.From(issued)));

    private static ClientInfo? ClientOf(HttpContext context, string? deviceId, int platform, string? deviceName)
    {
        deviceName = deviceName?.Trim();
        if (!DeviceId.TryParse(deviceId, out var device)
            || !Enum.IsDefined((Platform)platform)
            || deviceName is { Length: > MaxDeviceName }
            || deviceName?.Any(char.IsControl) == true)
        {
            return null;
        }

        var shown = string.IsNullOrEmpty(deviceName) ? ((Platform)platform).ToString() : deviceName;
        return new ClientInfo(SessionKind.Device, (Platform)platform, device, shown, ClientAddresses.Of(context));
    }
}

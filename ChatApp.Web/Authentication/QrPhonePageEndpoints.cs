using ChatApp.Core.QrLogin;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>The phone's side of signing in by QR code, for a phone whose camera opened <c>/q/{code}</c> in its browser: forms only.</summary>
internal static class QrPhonePageEndpoints
{
    public static void MapQrPhonePage(this IEndpointRouteBuilder routes)
    {
        var phone = routes.MapGroup("/auth/phone").RequireAuthorization().ExcludeFromDescription();
        phone.MapPost("/scan", ScanAsync);
        phone.MapPost("/confirm", ConfirmAsync);
        phone.MapPost("/refuse", RefuseAsync);
        phone.MapPost("/cancel", CancelAsync);
    }

    private static async Task<IResult> ScanAsync([FromForm] string code, HttpContext context, QrLoginService logins, CancellationToken cancellationToken)
        => Back(code, (await logins.ScanAsync(
            code, context.User.UserId(), context.User.SessionId(), ClientAddresses.Of(context), cancellationToken)).Refusal);

    private static async Task<IResult> ConfirmAsync(
        [FromForm] string code, [FromForm] int number, HttpContext context, QrLoginService logins, CancellationToken cancellationToken)
        => Back(code, (await logins.ConfirmAsync(code, context.User.SessionId(), number, cancellationToken)).Refusal);

    private static async Task<IResult> RefuseAsync(
        [FromForm] string code, [FromForm] bool? report, HttpContext context, QrLoginService logins, CancellationToken cancellationToken)
        => Back(code, (await logins.RefuseAsync(code, context.User.SessionId(), report ?? false, cancellationToken)).Refusal);

    private static async Task<IResult> CancelAsync([FromForm] string code, HttpContext context, QrLoginService logins, CancellationToken cancellationToken)
        => Back(code, (await logins.CancelOnPhoneAsync(code, context.User.SessionId(), cancellationToken)).Refusal);

    private static IResult Back(string code, Core.Kernel.ErrorCode? refusal)
        => Results.LocalRedirect(refusal is null ? $"/q/{Uri.EscapeDataString(code)}" : $"/q/{Uri.EscapeDataString(code)}?error={refusal}");
}

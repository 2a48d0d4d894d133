using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Codes;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>What a person changes of the own account in a browser: password, number and address, and its end.</summary>
internal static class AccountEndpoints
{
    private const string Security = "/me/security";
    private const string Password = "/me/security/password";
    private const string Contacts = "/me/security/contact";
    private const string Close = "/me/security/close";

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/auth/me").RequireAuthorization().ExcludeFromDescription();
        own.MapPost("/password", PasswordAsync).RequireProof(Password);
        own.MapPost("/contact/send", SendAsync).RequireProof(Contacts);
        own.MapPost("/contact", ContactAsync).RequireProof(Contacts);
        own.MapPost("/contact/remove", RemoveContactAsync).RequireProof(Contacts);
        own.MapPost("/close", CloseAsync).RequireProof(Close);
    }

    private static async Task<IResult> PasswordAsync(
        [FromForm] string? password,
        [FromForm] bool? endOthers,
        HttpContext context,
        AccountService accounts,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var changed = await accounts.ChangePasswordAsync(
            context.User.UserId(), context.User.SessionId(), password ?? string.Empty, endOthers ?? false, cancellationToken);
        if (changed.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Password}?error={refusal}");
        }

        browser.Renew(context, changed.Value);
        return Results.LocalRedirect($"{Security}?done=password");
    }

    private static async Task<IResult> SendAsync(
        [FromForm] CodeChannel channel, [FromForm] string? address, HttpContext context, AccountService accounts, CancellationToken cancellationToken)
    {
        var begun = await accounts.StartContactAsync(context.User.UserId(), channel, address ?? string.Empty, cancellationToken);
        if (begun.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Contacts}?error={refusal}");
        }

        SessionCookies.SetBegun(context, begun.Value);
        return Results.LocalRedirect($"{Contacts}?sent={(int)channel}");
    }

    private static async Task<IResult> ContactAsync([FromForm] string? code, HttpContext context, AccountService accounts, CancellationToken cancellationToken)
    {
        var confirmed = await accounts.ConfirmContactAsync(
            context.User.UserId(), context.Request.Cookies[SessionCookies.Begun], code ?? string.Empty, cancellationToken);
        if (confirmed.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Contacts}?sent=1&error={refusal}");
        }

        SessionCookies.RemoveBegun(context);
        return Results.LocalRedirect($"{Security}?done=contact");
    }

    private static async Task<IResult> RemoveContactAsync(
        [FromForm] CodeChannel channel, HttpContext context, AccountService accounts, CancellationToken cancellationToken)
    {
        await accounts.RemoveContactAsync(context.User.UserId(), channel, cancellationToken);
        return Results.LocalRedirect($"{Security}?done=contact");
    }

    private static async Task<IResult> CloseAsync(IFormCollection form, HttpContext context, AccountService accounts, CancellationToken cancellationToken)
    {
        _ = form;
        var closing = await accounts.AskToCloseAsync(context.User.UserId(), cancellationToken);
        if (closing.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Close}?error={refusal}");
        }

        SessionCookies.SignOut(context);
        context.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return Results.LocalRedirect("/login?way=password&done=closing");
    }
}

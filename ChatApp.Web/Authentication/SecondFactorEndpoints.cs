using ChatApp.Core.SignIn.SecondFactors;

namespace ChatApp.Web.Authentication;

/// <summary>Turning the second factor off. It is turned on on its page, which shows the recovery codes in the same answer.</summary>
internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder routes)
        => routes.MapPost("/auth/me/second/remove", RemoveAsync).RequireAuthorization().RequireProof("/me/security").ExcludeFromDescription();

    private static async Task<IResult> RemoveAsync(
        IFormCollection form, HttpContext context, SecondFactorService factors, CancellationToken cancellationToken)
    {
        _ = form;
        await factors.RemoveAsync(context.User.UserId(), cancellationToken);
        return Results.LocalRedirect("/me/security?done=secondOff");
    }
}

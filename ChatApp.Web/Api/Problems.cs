using ChatApp.Core.Kernel;

namespace ChatApp.Web.Api;

/// <summary>Puts refusals into HTTP: a problem of RFC 9457 with the code's name.</summary>
internal static class Problems
{
    /// <summary>The answer to a refused request.</summary>
    /// <param name="code">The refusal.</param>
    /// <param name="more">What the caller needs to go on, beside the code.</param>
    public static IResult Of(ErrorCode code, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code.ToString() };
        foreach (var (name, value) in more)
        {
            extensions[name] = value;
        }

        return Results.Problem(statusCode: StatusOf(code), title: code.ToString(), extensions: extensions);
    }

    /// <summary>The value's answer, or the refusal's.</summary>
    public static IResult Answer<T>(Outcome<T> outcome, Func<T, IResult> carriedOut)
        => outcome.Refusal is { } refusal ? Of(refusal) : carriedOut(outcome.Value);

    /// <summary>The status of a refusal. Without a default arm: a new code does not compile until it is given one.</summary>
    public static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.InvalidRequest or ErrorCode.InvalidPayload => StatusCodes.Status400BadRequest,
        ErrorCode.Unauthenticated or ErrorCode.WrongCredentials or ErrorCode.WrongCode or ErrorCode.SecondFactorRequired
            or ErrorCode.WrongPasskey => StatusCodes.Status401Unauthorized,
        ErrorCode.Forbidden or ErrorCode.NotAMember or ErrorCode.Muted or ErrorCode.Blocked or ErrorCode.NotFriends or ErrorCode.Suspended
            or ErrorCode.QrWrongNumber or ErrorCode.QrRefused or ErrorCode.TooLate
            or ErrorCode.ProofRequired or ErrorCode.TermsRequired => StatusCodes.Status403Forbidden,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.Conflict or ErrorCode.NameTaken or ErrorCode.QrTaken or ErrorCode.EveryoneNeedsConfirmation => StatusCodes.Status409Conflict,
        ErrorCode.QrExpired or ErrorCode.Lapsed => StatusCodes.Status410Gone,
        ErrorCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorCode.SensitiveWord or ErrorCode.GroupFull or ErrorCode.QuotaExceeded or ErrorCode.LimitReached
            or ErrorCode.WeakPassword or ErrorCode.CheckFailed => StatusCodes.Status422UnprocessableEntity,
        ErrorCode.TooFast or ErrorCode.LockedOut => StatusCodes.Status429TooManyRequests,
        ErrorCode.TooBusy or ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };
}

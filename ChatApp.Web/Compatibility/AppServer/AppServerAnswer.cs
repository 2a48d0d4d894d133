using System.Text.Json;
using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>The one shape of every answer: HTTP 200 with <c>{"code","message","result"}</c>, refusals too.</summary>
internal sealed record AppServerAnswer(int Code, string Message, object? Result)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IResult Ok(object? result = null) => Of(AppServerCode.Ok, result);

    public static IResult Of(AppServerCode code, object? result = null)
        => Results.Json(new AppServerAnswer((int)code, code == AppServerCode.Ok ? "success" : code.ToString(), result), Json);

    /// <summary>The answer to a refused request.</summary>
    public static IResult Of(ErrorCode refusal) => Of(CodeOf(refusal));

    /// <summary>The value's answer, or the refusal's.</summary>
    public static IResult Of<T>(Outcome<T> outcome, Func<T, object?> result)
        => outcome.Refusal is { } refusal ? Of(refusal) : Ok(result(outcome.Value));

    /// <summary>The number of a refusal. Without a default arm: a new code does not compile until it is given one.</summary>
    public static AppServerCode CodeOf(ErrorCode refusal) => refusal switch
    {
        ErrorCode.InvalidRequest or ErrorCode.InvalidPayload or ErrorCode.BodyTooLarge or ErrorCode.Conflict
            or ErrorCode.WeakPassword => AppServerCode.BadParameter,
        ErrorCode.NotFound => AppServerCode.NotExisting,
        ErrorCode.Forbidden or ErrorCode.NotAMember or ErrorCode.Muted or ErrorCode.Blocked or ErrorCode.NotFriends or ErrorCode.SensitiveWord
            or ErrorCode.EveryoneNeedsConfirmation or ErrorCode.TooLate or ErrorCode.LimitReached or ErrorCode.QuotaExceeded or ErrorCode.GroupFull
            or ErrorCode.SecondFactorRequired or ErrorCode.ProofRequired or ErrorCode.TermsRequired or ErrorCode.CheckFailed
            => AppServerCode.NoRight,
        ErrorCode.TooFast => AppServerCode.TooOften,
        ErrorCode.TooBusy or ErrorCode.Unavailable => AppServerCode.ServerError,
        ErrorCode.Unauthenticated => AppServerCode.NotLoggedIn,
        ErrorCode.Suspended => AppServerCode.UserForbidden,
        ErrorCode.WrongCredentials or ErrorCode.WrongCode or ErrorCode.WrongPasskey or ErrorCode.QrWrongNumber => AppServerCode.WrongCodeOrPassword,
        ErrorCode.LockedOut => AppServerCode.TooManyFailures,
        ErrorCode.QrExpired or ErrorCode.QrTaken or ErrorCode.Lapsed => AppServerCode.SessionMissing,
        ErrorCode.QrRefused => AppServerCode.SessionCancelled,
        ErrorCode.NameTaken => AppServerCode.NameTaken,
    };
}

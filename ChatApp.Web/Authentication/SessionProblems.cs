using ChatApp.Core.Kernel;

namespace ChatApp.Web.Authentication;

/// <summary>Answers in the shape of RFC 9457 for what is refused before an endpoint is reached.</summary>
internal static class SessionProblems
{
    public static Task WriteAsync(HttpContext context, int status, ErrorCode code)
        => Results.Problem(
            statusCode: status,
            title: code.ToString(),
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code.ToString() }).ExecuteAsync(context);
}

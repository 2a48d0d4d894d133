using System.Text;
using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Admin;

/// <summary>Files of words, which go over HTTP and not over a circuit.</summary>
internal static class WordFileEndpoints
{
    public static void MapWordFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/admin/files").RequireAuthorization(policy => policy.RequireRole(AdminRoles.Any.Split(','))).ExcludeFromDescription();
        files.MapGet("/words.csv", ExportAsync);
        files.MapPost("/words", UploadAsync);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext context, UserAdministration users, WordAdministration words, TimeProvider clock, CancellationToken cancellationToken)
    {
        var caller = await users.IdentifyAsync(context.User, cancellationToken);
        var file = await words.ExportAsync(caller, cancellationToken);
        return file.Refusal is null
            ? Results.File(Encoding.UTF8.GetBytes(file.Value), "text/csv; charset=utf-8", $"sensitive-words-{clock.GetUtcNow():yyyyMMdd}.csv")
            : Results.Problem(statusCode: StatusCodes.Status403Forbidden);
    }

    // The body is the file itself. The page then asks the circuit for the preview, by the id.
    private static async Task<IResult> UploadAsync(
        HttpContext context, UserAdministration users, ImportDrafts drafts, IOptions<ModerationLimits> limits, CancellationToken cancellationToken)
    {
        var user = context.User.UserId();
        if (!(await users.IdentifyAsync(context.User, cancellationToken)).Allows(AdminRight.Moderate))
        {
            return Refused(ErrorCode.Forbidden, StatusCodes.Status403Forbidden);
        }

        var max = limits.Value.MaxImportBytes;
        if (context.Request.ContentLength > max)
        {
            return Refused(ErrorCode.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
        }

        // This is the one body that may be large; its own limit takes the place of the server's, and is counted below.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > max)
            {
                return Refused(ErrorCode.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
            }

            bytes.Write(buffer, 0, read);
        }

        var text = WordFile.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return Results.Text(drafts.Keep(user, text).ToString("N"));
    }

    private static IResult Refused(ErrorCode code, int status)
        => Results.Problem(
            statusCode: status, title: code.ToString(), extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code.ToString() });
}

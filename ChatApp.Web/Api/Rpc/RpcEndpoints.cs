using System.Buffers;
using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Rpc;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Rpc;

/// <summary>The methods of <c>chat/rpc</c> over HTTP, with the same bodies and results.</summary>
internal static class RpcEndpoints
{
    private const string JsonType = "application/json";

    // As much as a packet of MQTT carries, so that what works here works there.
    private const int MaxBodyBytes = 256 * 1024;

    public static void MapRpc(this RouteGroupBuilder api) => api.MapPost("/rpc/{method}", AnswerAsync)
        .WithName("CallMethod")
        .WithTags("Methods")
        .WithSummary("Calls a method of chat/rpc: the same body and the same result as over MQTT. A refusal has its usual status.")
        .Accepts<RpcRequest>(JsonType)
        .Produces<RpcAnswerBody>()
        .Produces<RpcAnswerBody>(StatusCodes.Status400BadRequest)
        .Produces<RpcAnswerBody>(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(string method, HttpContext context, ClaimsPrincipal caller, RpcService methods)
    {
        // A form of another site can send a text but no JSON.
        if (!context.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await ReadAsync(context) is not { } body)
        {
            return Problems.Of(ErrorCode.BodyTooLarge);
        }

        var answer = await methods.AnswerAsync(
            new RpcCaller(caller.UserId(), caller.SessionId(), ClientAddresses.Of(context), context.Request.Host.Value), method, body, context.RequestAborted);
        context.Response.StatusCode = answer.Refusal is { } refusal ? Problems.StatusOf(refusal) : StatusCodes.Status200OK;
        return Results.Bytes(answer.Json, JsonType);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBodyBytes)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Rpc;

/// <summary>Answers requests by the name of a method, for every door that has no addresses of its own for what it is asked.</summary>
public sealed class RpcService
{
    // Nothing here ends up inside a page, so Chinese is sent as it is: three bytes for a character, not six.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FrozenDictionary<string, RpcMethod> _methods;

    internal RpcService(IEnumerable<IRpcMethods> groups)
        => _methods = groups.SelectMany(group => group.All).ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    /// <summary>The names of all methods.</summary>
    public IReadOnlyList<string> Methods => _methods.Keys;

    /// <summary>Carries out a request.</summary>
    /// <param name="caller">Who asks; what they may see and do is judged by the services.</param>
    /// <param name="method">The method's name, character by character.</param>
    /// <param name="body">The parameters, a JSON object; nothing at all means none.</param>
    /// <param name="cancellationToken">Gives the request up; what it had begun may have happened.</param>
    /// <returns>The answer. <see cref="ErrorCode.NotFound"/> for a method that does not exist, <see cref="ErrorCode.InvalidRequest"/> for a body that
    /// is none, <see cref="ErrorCode.Unavailable"/> when the store is away, and what the method's service refuses.</returns>
    public async Task<RpcAnswer> AnswerAsync(RpcCaller caller, string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (body.IsEmpty)
        {
            body = "{}"u8.ToArray();
        }

        var head = ReadHead(body);
        if (head is not { IsValid: true })
        {
            return Refuse(id: null, ErrorCode.InvalidRequest);
        }

        if (!_methods.TryGetValue(method, out var run))
        {
            return Refuse(head.Echo, ErrorCode.NotFound);
        }

        try
        {
            var outcome = await run.RunAsync(caller, body, cancellationToken);
            return outcome.Refusal is { } refusal ? Refuse(head.Echo, refusal) : Carry(head.Echo, outcome.Value);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            return Refuse(head.Echo, ErrorCode.Unavailable);
        }
    }

    /// <summary>The answer to a request that a door refuses itself, with the id that the request has.</summary>
    /// <param name="body">The request.</param>
    /// <param name="refusal">Why.</param>
    public static RpcAnswer Refuse(ReadOnlyMemory<byte> body, ErrorCode refusal)
        => Refuse(ReadHead(body) is { IsValid: true } head ? head.Echo : null, refusal);

    private static RpcHead? ReadHead(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, RpcJson.Default.RpcHead);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RpcAnswer Carry(JsonElement? id, RpcResult result) => new(
        Write(id, ok: true, writer =>
        {
            writer.WritePropertyName("result");
            if (result.Type is null)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                JsonSerializer.Serialize(writer, result.Value, result.Type);
            }
        }),
        Refusal: null);

    private static RpcAnswer Refuse(JsonElement? id, ErrorCode refusal) => new(
        Write(id, ok: false, writer =>
        {
            writer.WriteString("error", refusal.ToString());

            // For whoever reads a log of the device; a person is shown the application's own words for the code.
            writer.WriteString("message", $"The request was refused: {refusal}.");
        }),
        refusal);

    private static ReadOnlyMemory<byte> Write(JsonElement? id, bool ok, Action<Utf8JsonWriter> rest)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, Writing))
        {
            writer.WriteStartObject();
            if (id is { } echo)
            {
                writer.WritePropertyName("id");
                echo.WriteTo(writer);
            }

            writer.WriteBoolean("ok", ok);
            rest(writer);
            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }
}

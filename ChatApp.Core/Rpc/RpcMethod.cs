using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Rpc;

/// <summary>One method of the table: its name, and what it does with a body.</summary>
internal sealed class RpcMethod
{
    private readonly Func<RpcCaller, ReadOnlyMemory<byte>, CancellationToken, Task<Outcome<RpcResult>>> _run;

    private RpcMethod(string name, Func<RpcCaller, ReadOnlyMemory<byte>, CancellationToken, Task<Outcome<RpcResult>>> run)
    {
        Name = name;
        _run = run;
    }

    public string Name { get; }

    /// <summary>A method with parameters of its own shape.</summary>
    public static RpcMethod Of<TRequest>(
        string name, JsonTypeInfo<TRequest> shape, Func<RpcCaller, TRequest, CancellationToken, Task<Outcome<RpcResult>>> run)
        where TRequest : class
        => new(name, async (caller, body, cancellationToken) =>
        {
            TRequest? request;
            try
            {
                request = JsonSerializer.Deserialize(body.Span, shape);
            }
            catch (JsonException)
            {
                return ErrorCode.InvalidRequest;
            }

            return request is null ? ErrorCode.InvalidRequest : await run(caller, request, cancellationToken);
        });

    /// <summary>A method with parameters of the usual shape.</summary>
    public static RpcMethod Of(string name, Func<RpcCaller, RpcRequest, CancellationToken, Task<Outcome<RpcResult>>> run)
        => Of(name, RpcJson.Default.RpcRequest, run);

    /// <summary>A method about a conversation.</summary>
    public static RpcMethod OfConversation(
        string name, Func<RpcCaller, ConversationTarget, RpcRequest, CancellationToken, Task<Outcome<RpcResult>>> run)
        => Of(name, async (caller, request, cancellationToken) => request.Target() is { Refusal: null } target
            ? await run(caller, target.Value, request, cancellationToken)
            : ErrorCode.InvalidRequest);

    /// <summary>A method about a message, by its sequence.</summary>
    public static RpcMethod OfMessage(
        string name, Func<RpcCaller, ConversationTarget, long, RpcRequest, CancellationToken, Task<Outcome<RpcResult>>> run)
        => OfConversation(name, async (caller, target, request, cancellationToken) => request.Sequence is { } sequence
            ? await run(caller, target, sequence, request, cancellationToken)
            : ErrorCode.InvalidRequest);

    /// <summary>A method about another person.</summary>
    public static RpcMethod OfPerson(string name, Func<RpcCaller, UserId, RpcRequest, CancellationToken, Task<Outcome<RpcResult>>> run)
        => Of(name, async (caller, request, cancellationToken) => request.Person() is { Refusal: null } person
            ? await run(caller, person.Value, request, cancellationToken)
            : ErrorCode.NotFound);

    public Task<Outcome<RpcResult>> RunAsync(RpcCaller caller, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        => _run(caller, body, cancellationToken);
}

using ChatApp.Core.Kernel;

namespace ChatApp.Core.Rpc;

/// <summary>Gives the outcomes of services the shapes of the wire.</summary>
internal static class RpcOutcomes
{
    public static async Task<Outcome<RpcResult>> As<T, TWire>(this Task<Outcome<T>> running, Func<T, TWire> shape)
    {
        var outcome = await running;
        return outcome.Refusal is { } refusal ? refusal : RpcResult.Of(shape(outcome.Value));
    }

    public static async Task<Outcome<RpcResult>> AsDone<T>(this Task<Outcome<T>> running)
    {
        var outcome = await running;
        return outcome.Refusal is { } refusal ? refusal : RpcResult.Done;
    }

    public static async Task<Outcome<RpcResult>> AsListed<T, TWire>(this Task<T> running, Func<T, TWire> shape) => RpcResult.Of(shape(await running));
}

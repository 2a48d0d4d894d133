using ChatApp.Core.Kernel;

namespace ChatApp.Core.Rpc;

/// <summary>The answer to a request.</summary>
/// <param name="Json"><c>{"id":"7","ok":true,"result":{…}}</c> or <c>{"id":"7","ok":false,"error":"NotFound","message":"…"}</c> in UTF-8.</param>
/// <param name="Refusal">Why the request was refused; <see langword="null"/> when it was carried out.</param>
public sealed record RpcAnswer(ReadOnlyMemory<byte> Json, ErrorCode? Refusal);

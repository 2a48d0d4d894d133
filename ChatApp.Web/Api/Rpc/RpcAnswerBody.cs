namespace ChatApp.Web.Api.Rpc;

/// <summary>The answer to a method, as every door gives it. It is described here and written by Core.</summary>
/// <param name="Id">The id of the request.</param>
/// <param name="Ok">Whether the request was carried out.</param>
/// <param name="Result">The method's result.</param>
/// <param name="Error">The name of the refusal.</param>
/// <param name="Message">The refusal in English, for logs.</param>
internal sealed record RpcAnswerBody(string? Id, bool Ok, object? Result, string? Error, string? Message);

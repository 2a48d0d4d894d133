namespace ChatApp.Core.Kernel;

/// <summary>A limit on how often something may be done. All of them are listed in <c>docs/configuration.md</c>, which a test holds against the code.</summary>
/// <param name="Name">Its name, as <c>messages.user</c>: what is counted, and for whom.</param>
/// <param name="OnFailure">What becomes of a request when its store is away, or its memory full.</param>
public sealed record Limiter(string Name, FailureMode OnFailure);

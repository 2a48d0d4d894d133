namespace ChatApp.Benchmarks;

/// <summary>A signed-in device of the load's people.</summary>
internal sealed record Device(string User, string Id, string Token);

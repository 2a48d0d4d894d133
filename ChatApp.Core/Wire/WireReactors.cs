namespace ChatApp.Core.Wire;

/// <summary>Who put what on a message, the first first.</summary>
public sealed record WireReactors(IReadOnlyList<WireReactor> Reactions);

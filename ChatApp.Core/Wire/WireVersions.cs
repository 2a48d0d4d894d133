namespace ChatApp.Core.Wire;

/// <summary>All versions of a message, the first first and the present one last.</summary>
public sealed record WireVersions(IReadOnlyList<WireVersion> Versions);

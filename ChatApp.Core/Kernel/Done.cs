namespace ChatApp.Core.Kernel;

/// <summary>The value of a request that has nothing to say but that it was carried out.</summary>
public readonly record struct Done;

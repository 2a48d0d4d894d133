namespace ChatApp.Browser.Tests.Support;

/// <summary>What a person sits in front of.</summary>
public sealed record Screen(int Width = 1360, int Height = 860, bool Dark = false, string Language = "en-GB", bool ReducedMotion = false);

namespace ChatApp.Core.Wire;

/// <summary>A request to catch up with many conversations.</summary>
/// <param name="Cursors">How far the device has each conversation.</param>
/// <param name="Limit">How many messages the answer may have; absent means the usual number.</param>
public sealed record WireCatchUp(IReadOnlyList<WireCursor> Cursors, int? Limit = null);

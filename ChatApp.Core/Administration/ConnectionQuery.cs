using ChatApp.Core.Delivery;

namespace ChatApp.Core.Administration;

/// <summary>Which live connections to list.</summary>
/// <param name="Text">A part of the user, device, address or protocol; empty for all.</param>
/// <param name="Kind">The door; <see langword="null"/> for all.</param>
/// <param name="Limit">How many at most, up to <see cref="ConnectionAdministration.MaxPage"/>.</param>
public sealed record ConnectionQuery(string Text = "", ConnectionKind? Kind = null, int Limit = 100);

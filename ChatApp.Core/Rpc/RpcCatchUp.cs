using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>Asks for what a device missed: of one conversation, or of all that it knows.</summary>
/// <param name="Conversation">The one conversation.</param>
/// <param name="After">The last sequence that the device has of it.</param>
/// <param name="Cursors">How far the device has each conversation; with it the other two are not read.</param>
/// <param name="Limit">How many messages the answer may have; absent means the usual number.</param>
internal sealed record RpcCatchUp(WireConversation? Conversation, long? After, IReadOnlyList<WireCursor?>? Cursors, int? Limit);

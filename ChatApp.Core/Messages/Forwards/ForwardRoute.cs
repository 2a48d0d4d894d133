using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Forwards;

/// <summary>Who forwards, from where and to where.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Origin">The session it comes from.</param>
/// <param name="From">The conversation of the messages.</param>
/// <param name="To">Where the copies go.</param>
public sealed record ForwardRoute(UserId Sender, SessionId? Origin, ConversationTarget From, ConversationTarget To);

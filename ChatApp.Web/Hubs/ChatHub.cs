using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Messages.Search;
using ChatApp.Core.Receipts;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChatApp.Web.Hubs;

/// <summary>
/// The hub of people: methods to send and read, and two pushes, <c>Message</c> and <c>Event</c>. Refusals of a send come as its result;
/// those of a read as a hub error with the code's name.
/// </summary>
[Authorize]
public sealed partial class ChatHub(MessageService messages, CatchUpService catchUp, SearchService search, ReceiptService receipts, HubFeeds feeds) : Hub
{
    private UserId User => Context.User!.UserId();

    /// <inheritdoc/>
    public override Task OnConnectedAsync() => feeds.OpenAsync(Context);

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await feeds.CloseAsync(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }

    /// <summary>Stores a message; the result comes after the commit.</summary>
    public async Task<WireResult> Send(WireSend send)
    {
        var draft = WireDrafts.ToDraft(send, User, Context.User!.SessionId());
        if (draft.Refusal is { } malformed)
        {
            return Refused(send, malformed);
        }

        var sent = await messages.SendAsync(draft.Value, Context.ConnectionAborted);
        if (sent.Refusal is { } refusal)
        {
            return Refused(send, refusal);
        }

        var message = sent.Value.Message;
        return WireResult.Of(send.ClientId, message);
    }

    /// <summary>What was stored after a sequence.</summary>
    public async Task<WirePage> CatchUp(WireConversation conversation, long after, int limit)
        => Page(await messages.CatchUpAsync(User, conversation.ToTarget(), after, limit, Context.ConnectionAborted));

    /// <summary>The page of a moment: what was stored then and next, and what came before it.</summary>
    public async Task<WirePage> HistoryAt(WireConversation conversation, DateTimeOffset at, int limit)
        => Page(await messages.HistoryAsync(User, conversation.ToTarget(), new HistoryQuery(At: at, Limit: limit), Context.ConnectionAborted));

    /// <summary>Messages of the caller's conversations, the newest first.</summary>
    public async Task<WireSearchPage> Search(WireSearch request)
        => WireSearchPage.From(Value(await search.SearchAsync(User, Value(request.ToQuery()), Context.ConnectionAborted)), User);

    /// <summary>What was missed of many conversations: the next messages after each cursor, and the conversations that were not named.</summary>
    public async Task<WireCaughtUp> CatchUpAll(WireCatchUp request)
        => request.Cursors is null || request.Cursors.Any(cursor => cursor?.Conversation is null)
            ? throw new HubException(nameof(ErrorCode.InvalidRequest))
            : WireCaughtUp.From(
                Value(await catchUp.CatchUpAsync(
                    User, [.. request.Cursors.Select(cursor => cursor.ToCursor())], request.Limit ?? CatchUpLimits.DefaultMessages, Context.ConnectionAborted)),
                User);

    /// <summary>A page before, after or around a sequence; without any of them the newest.</summary>
    public async Task<WirePage> History(WireConversation conversation, long? before, long? after, long? around, int limit)
        => Page(await messages.HistoryAsync(User, conversation.ToTarget(), new HistoryQuery(before, after, around, Limit: limit), Context.ConnectionAborted));

    /// <summary>Moves the caller's read mark forward; where it stands now.</summary>
    public async Task<long> MarkRead(WireConversation conversation, long sequence)
        => Value(await receipts.MarkReadAsync(User, conversation.ToTarget(), sequence, Context.ConnectionAborted));

    /// <summary>Sets the caller's read mark back, so that a message and what follows is unread; without one the last message.</summary>
    public async Task<long> MarkUnread(WireConversation conversation, long? sequence)
        => Value(await receipts.MarkUnreadAsync(User, conversation.ToTarget(), sequence, Context.ConnectionAborted));

    /// <summary>Tells that the caller's device has the conversation up to a sequence.</summary>
    public async Task MarkDelivered(WireConversation conversation, long sequence)
        => Value(await receipts.MarkDeliveredAsync(User, conversation.ToTarget(), sequence, Context.ConnectionAborted));

    /// <summary>Tells the others that the caller is typing.</summary>
    public async Task Typing(WireConversation conversation)
        => Value(await messages.TypingAsync(User, conversation.ToTarget(), Context.ConnectionAborted));

    private static WireResult Refused(WireSend send, ErrorCode code) => new(send.ClientId, Ok: false, Error: code.ToString());

    private WirePage Page(Outcome<MessagePage> page) => WirePage.From(Value(page), User);

    private static T Value<T>(Outcome<T> outcome)
        => outcome.Refusal is { } refusal ? throw new HubException(refusal.ToString()) : outcome.Value;
}

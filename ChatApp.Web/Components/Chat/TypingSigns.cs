using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Web.Components.Chat;

/// <summary>Who is typing where, as far as this circuit was told. A sign fades when it is not renewed.</summary>
public sealed class TypingSigns : IAsyncDisposable
{
    // Senders repeat the sign every three seconds; twice that lets one get lost.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);

    private readonly LiveUpdates _live;
    private readonly TimeProvider _clock;
    private readonly Dictionary<(ConversationTarget Target, UserId User), DateTimeOffset> _until = [];
    private readonly ITimer _sweep;
    private Func<Action, Task>? _dispatch;

    public TypingSigns(LiveUpdates live, TimeProvider clock)
    {
        _live = live;
        _clock = clock;
        _sweep = clock.CreateTimer(_ => _ = _dispatch?.Invoke(Sweep), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        live.EventArrived += OnEvent;
        live.MessageArrived += OnMessage;
    }

    public ValueTask DisposeAsync()
    {
        _live.EventArrived -= OnEvent;
        _live.MessageArrived -= OnMessage;
        return _sweep.DisposeAsync();
    }

    /// <summary>Tells how to run work on the circuit's context.</summary>
    public void Use(Func<Action, Task> dispatch) => _dispatch = dispatch;

    /// <summary>Who is typing in a conversation, the longest first.</summary>
    public IReadOnlyList<UserId> In(ConversationTarget target)
    {
        var now = _clock.GetUtcNow();
        return _until.Count == 0 ? [] : [.. _until.Where(sign => sign.Key.Target == target && sign.Value > now).Select(sign => sign.Key.User)];
    }

    private void OnEvent(LiveEvent liveEvent)
    {
        if (liveEvent is TypingEvent typing && typing.User != _live.Me.Id)
        {
            _until[(typing.Key.SeenBy(_live.Me.Id), typing.User)] = _clock.GetUtcNow() + Lasts;
            _sweep.Change(Lasts, Timeout.InfiniteTimeSpan);
        }
    }

    // What they typed has arrived.
    private void OnMessage(Message message) => _until.Remove((message.Key.SeenBy(_live.Me.Id), message.Sender));

    private void Sweep()
    {
        var now = _clock.GetUtcNow();
        foreach (var sign in _until.Where(sign => sign.Value <= now).Select(sign => sign.Key).ToArray())
        {
            _until.Remove(sign);
        }

        if (_until.Count > 0)
        {
            _sweep.Change(Lasts, Timeout.InfiniteTimeSpan);
        }

        _live.NotifyChanged();
    }
}

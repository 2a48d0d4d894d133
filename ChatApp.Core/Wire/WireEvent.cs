using System.Text.Json.Serialization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Wire;

/// <summary>An event on the wire; which fields it has depends on <see cref="Event"/>.</summary>
public sealed record WireEvent(string Event)
{
    /// <summary>The conversation it is about.</summary>
    public WireConversation? Conversation { get; init; }

    /// <summary>Who did it, or to whom it was done.</summary>
    public string? User { get; init; }

    /// <summary>Read or delivered up to here; of <c>unread</c>, where the own read mark stands now.</summary>
    public long? Sequence { get; init; }

    /// <summary>The messages it is about.</summary>
    public IReadOnlyList<long>? Sequences { get; init; }

    /// <summary>The change's number in the conversation.</summary>
    public long? Change { get; init; }

    /// <summary>How many times the words were written now.</summary>
    public int? Version { get; init; }

    /// <summary>The emoji that was put on or taken off.</summary>
    public string? Emoji { get; init; }

    /// <summary>Whether the person is on line or a friend; whether the emoji, pin or star is there now.</summary>
    public bool? Value { get; init; }

    /// <summary>What somebody wrote with a request or a reminder, or says they are doing.</summary>
    public string? Text { get; init; }

    /// <summary>Who joined.</summary>
    public IReadOnlyList<string>? Joined { get; init; }

    /// <summary>Who left.</summary>
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>The group that changed.</summary>
    public string? Group { get; init; }

    /// <summary>Why the session ended, or a scheduled message was refused; what proved whose a new session is.</summary>
    public string? Reason { get; init; }

    /// <summary>The device that was signed in.</summary>
    public string? Device { get; init; }

    /// <summary>The address it was signed in from.</summary>
    public string? Address { get; init; }

    /// <summary>The scheduled message, the reminder, or the session that began.</summary>
    public string? Id { get; init; }

    /// <summary>When the person was last on line.</summary>
    [JsonConverter(typeof(WireTimeConverter))]
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>When what the person says goes away by itself.</summary>
    [JsonConverter(typeof(WireTimeConverter))]
    public DateTimeOffset? Until { get; init; }

    /// <summary>The settings that changed.</summary>
    public IReadOnlyList<WireSetting>? Settings { get; init; }

    /// <summary>An event as one reader sees it.</summary>
    public static WireEvent From(LiveEvent liveEvent, UserId reader) => liveEvent switch
    {
        ReadEvent read => new("read") { Conversation = WireConversation.From(read.Key.SeenBy(reader)), User = read.User.Value, Sequence = read.Sequence },
        DeliveredEvent delivered => new("delivered")
        {
            Conversation = WireConversation.From(delivered.Key.SeenBy(reader)),
            User = delivered.User.Value,
            Sequence = delivered.Sequence,
        },
        TypingEvent typing => new("typing") { Conversation = WireConversation.From(typing.Key.SeenBy(reader)), User = typing.User.Value },
        RecalledEvent recalled => About("recalled", recalled.Key, reader) with
        {
            Sequence = recalled.Sequence,
            User = recalled.By.Value,
            Change = recalled.Change,
        },
        EditedEvent edited => About("edited", edited.Key, reader) with
        {
            Sequence = edited.Sequence,
            User = edited.By.Value,
            Version = edited.Version,
            Change = edited.Change,
        },
        ReactionEvent reaction => About("reaction", reaction.Key, reader) with
        {
            Sequence = reaction.Sequence,
            User = reaction.User.Value,
            Emoji = reaction.Emoji,
            Value = reaction.Added,
            Change = reaction.Change,
        },
        PinnedEvent pinned => About("pinned", pinned.Key, reader) with
        {
            Sequence = pinned.Sequence,
            User = pinned.By.Value,
            Value = pinned.Pinned,
            Change = pinned.Change,
        },
        StarredEvent starred => About("starred", starred.Key, reader) with { Sequence = starred.Sequence, Value = starred.Starred },
        DeletedEvent deleted => About("deleted", deleted.Key, reader) with { Sequences = deleted.Sequences },
        ClearedEvent cleared => About("cleared", cleared.Key, reader) with { Sequence = cleared.Sequence },
        PresenceEvent presence => new("presence")
        {
            User = presence.User.Value,
            Value = presence.Online,
            LastSeen = presence.LastSeen,
            Text = presence.Status.Length == 0 ? null : presence.Status,
            Until = presence.StatusUntil,
        },
        FriendRequestEvent request => new("friendRequest") { User = request.From.Value, Text = request.Greeting },
        FriendEvent friend => new("friend") { User = friend.User.Value, Value = friend.Friends },
        GroupEvent group => new("group") { Group = group.Group },
        MembersEvent members => new("member")
        {
            Conversation = WireConversation.From(members.Key.SeenBy(reader)),
            Joined = [.. members.Joined.Select(user => user.Value)],
            Left = [.. members.Left.Select(user => user.Value)],
        },
        SessionEndedEvent session => new("session") { Reason = session.Reason.ToString() },
        _ => FromOwn(liveEvent, reader),
    };

    private static WireEvent About(string name, ConversationKey key, UserId reader) => new(name) { Conversation = WireConversation.From(key.SeenBy(reader)) };

    // What only the reader's own devices are told.
    private static WireEvent FromOwn(LiveEvent liveEvent, UserId reader) => liveEvent switch
    {
        UnreadEvent unread => new("unread") { Conversation = WireConversation.From(unread.Key.SeenBy(reader)), Sequence = unread.Sequence },
        SettingEvent setting => new("setting") { Settings = [.. setting.Settings.Select(changed => new WireSetting(changed.Scope, changed.Key, changed.Value, changed.Version))] },
        ScheduledEvent scheduled => new("scheduled")
        {
            Conversation = WireConversation.From(scheduled.Conversation),
            Id = scheduled.ClientId.ToString(),
            Sequence = scheduled.Sequence,
            Reason = scheduled.Refusal?.ToString(),
        },
        ReminderEvent reminder => new("reminder")
        {
            Conversation = WireConversation.From(reminder.Conversation),
            Id = reminder.Id.ToString(),
            Sequence = reminder.Sequence,
            Text = reminder.Note,
        },
        SignedInEvent signedIn => new("signedIn")
        {
            Id = signedIn.Session.ToString(),
            Device = signedIn.DeviceName,
            Address = signedIn.Address,
            Reason = signedIn.Means.ToString(),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(liveEvent), liveEvent.GetType().Name, "This event has no form on the wire."),
    };
}

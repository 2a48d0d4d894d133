using System.Text.Json.Serialization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The parameters of a request; which of them a method reads is told in the protocol's document. What is absent has its default.</summary>
public sealed record RpcRequest
{
    /// <summary>The conversation.</summary>
    public WireConversation? Conversation { get; init; }

    /// <summary>A message's place in the conversation; of a mark, up to where.</summary>
    public long? Sequence { get; init; }

    /// <summary>Messages of the conversation.</summary>
    public IReadOnlyList<long>? Sequences { get; init; }

    /// <summary>Up to where to clear.</summary>
    public long? UpTo { get; init; }

    /// <summary>Only what is before this sequence or id.</summary>
    public long? Before { get; init; }

    /// <summary>Only what is after this sequence or number of a change.</summary>
    public long? After { get; init; }

    /// <summary>What is around this sequence.</summary>
    public long? Around { get; init; }

    /// <summary>What is from this moment on.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many at most.</summary>
    public int? Limit { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>The emoji.</summary>
    public string? Emoji { get; init; }

    /// <summary>Whether the emoji, pin or star shall be there; absent means that it shall.</summary>
    public bool? Value { get; init; }

    /// <summary>The message that a draft answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The version of the draft that the device knows.</summary>
    public long? Base { get; init; }

    /// <summary>Whether the texts of other devices go away.</summary>
    public bool? DropOthers { get; init; }

    /// <summary>Whether the conversation is muted.</summary>
    public bool? Muted { get; init; }

    /// <summary>Until when the conversation is muted.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Whether the conversation is on top of the list.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Whether the conversation is archived.</summary>
    public bool? Archived { get; init; }

    /// <summary>What to look for among people.</summary>
    [JsonPropertyName("q")]
    public string? Query { get; init; }

    /// <summary>A person.</summary>
    public string? User { get; init; }

    /// <summary>People.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>The first members of a group besides its maker.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>What to say with a friend request.</summary>
    public string? Greeting { get; init; }

    /// <summary>Whether a friend request is accepted.</summary>
    public bool? Accept { get; init; }

    /// <summary>Whether the person is blocked.</summary>
    public bool? Blocked { get; init; }

    /// <summary>A group.</summary>
    public string? Group { get; init; }

    /// <summary>A group's name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether who joins from now on sees what was written before.</summary>
    public bool? Visible { get; init; }

    /// <summary>Who may mention everyone: <c>bySize</c>, <c>everyone</c> or <c>managers</c>.</summary>
    public string? MentionEveryone { get; init; }

    /// <summary>Who may pin messages, likewise.</summary>
    public string? Pin { get; init; }

    /// <summary>Whether to list those who have read a message, or those who have not; absent means those who have.</summary>
    public bool? Read { get; init; }

    /// <summary>A list of people goes on after this one.</summary>
    public string? AfterUser { get; init; }

    /// <summary>The settings that changed after this version.</summary>
    public long? Since { get; init; }

    /// <summary>Whether settings that were taken away are left out.</summary>
    public bool? Full { get; init; }

    /// <summary>What was scanned, pasted or typed; of the later steps, the login's code.</summary>
    public string? Code { get; init; }

    /// <summary>The number that was picked.</summary>
    public int? Number { get; init; }

    /// <summary>Whether a refused sign-in was an attack.</summary>
    public bool? Report { get; init; }

    /// <summary>A session, by the name it has in the list.</summary>
    public string? Session { get; init; }

    /// <summary>When a custom status goes away by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A message that waits for its moment, by the id that its sender gave it.</summary>
    public string? ClientId { get; init; }

    /// <summary>What to be reminded with.</summary>
    public string? Note { get; init; }

    /// <summary>When to be reminded.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A reminder, by the id that it has in the list.</summary>
    public string? Reminder { get; init; }

    /// <summary>The person the request names, or <see cref="ErrorCode.NotFound"/> for what cannot be one's id.</summary>
    internal Outcome<UserId> Person() => UserId.TryParse(User, out var user) ? user : ErrorCode.NotFound;

    /// <summary>People by their ids, or <see cref="ErrorCode.InvalidRequest"/> when one of them cannot be one.</summary>
    internal static Outcome<List<UserId>> People(IReadOnlyList<string>? ids)
    {
        var people = new List<UserId>();
        foreach (var id in ids ?? [])
        {
            if (!UserId.TryParse(id, out var user))
            {
                return ErrorCode.InvalidRequest;
            }

            people.Add(user);
        }

        return people;
    }

    /// <summary>The conversation that the request names, or <see cref="ErrorCode.InvalidRequest"/>.</summary>
    internal Outcome<ConversationTarget> Target() => Conversation is { } named ? named.ToTarget() : ErrorCode.InvalidRequest;
}

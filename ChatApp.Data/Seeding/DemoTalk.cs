using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Seeding;

/// <summary>A conversation of the demo, with everything that was said in it.</summary>
internal sealed class DemoTalk
{
    // The ids of the demo are made for past moments; the highest node number keeps them apart from those that are made now.
    private const int SeedNode = 31;
    private const int Pauses = 5;

    // In the newest conversations this many last messages wait unread, so that there is something to see.
    private const int Unread = 2;

    private static readonly TimeSpan StillNew = TimeSpan.FromHours(3);

    private readonly List<DemoMessage> _messages = [];
    private readonly Dictionary<string, int> _lastOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _mentions = new(StringComparer.Ordinal);

    private DemoTalk(string name, DateTimeOffset began)
    {
        Began = began;
        Group = DemoGroup.All.FirstOrDefault(group => group.Id == name);
        People = Group?.Members ?? name.Split('+');
        Key = Group is null
            ? ConversationKey.Of(new UserId(People[0]), ConversationTarget.Person(new UserId(People[1])))
            : ConversationKey.Of(new UserId(Group.Owner), ConversationTarget.Group(Group.Id));
    }

    public DemoGroup? Group { get; }

    public IReadOnlyList<string> People { get; }

    public ConversationKey Key { get; }

    public DateTimeOffset Began { get; }

    public IReadOnlyList<DemoMessage> Messages => _messages;

    /// <summary>Everything that was said, with the last of it a few minutes before now.</summary>
    public static IReadOnlyCollection<DemoTalk> All(DateTimeOffset now)
    {
        var clock = new PastClock();
        var ids = new IdGenerator(SeedNode, clock);
        var talks = new Dictionary<string, DemoTalk>(StringComparer.Ordinal);
        foreach (var scene in DemoScene.ReadAll())
        {
            clock.Moment = now - scene.Ago;
            if (!talks.TryGetValue(scene.Conversation, out var talk))
            {
                talk = new DemoTalk(scene.Conversation, clock.Moment);
                talks.Add(scene.Conversation, talk);
            }

            foreach (var line in scene.Lines)
            {
                talk.Say(line, ids.Next(), clock.Moment);

                // Uneven, as people are, and the same each time.
                clock.Moment += TimeSpan.FromSeconds(17 + (31 * (line.Text.Length % Pauses)));
            }
        }

        return talks.Values;
    }

    /// <summary>How far a member has read: all of it, but for the end of what is new. Whoever wrote has read up to there.</summary>
    public long ReadBy(string person, DateTimeOffset now) => now - _messages[^1].SentAt < StillNew
        ? Math.Max(_messages.Count - Unread, _lastOf.GetValueOrDefault(person))
        : _messages.Count;

    /// <summary>The last message that names a member; 0 for none.</summary>
    public long MentionOf(string person) => _mentions.GetValueOrDefault(person);

    private void Say(DemoLine line, MessageId id, DateTimeOffset now)
    {
        var sequence = _messages.Count + 1;
        _messages.Add(new DemoMessage(sequence, id, now, line));
        _lastOf[line.Sender] = sequence;
        foreach (var person in line.Mentions)
        {
            _mentions[person] = sequence;
        }
    }

    private sealed class PastClock : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}

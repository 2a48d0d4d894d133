using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Web.Components.Chat;

/// <summary>The chat that a page shows.</summary>
public sealed class OpenChat(ConversationTarget target, MessageWindow window)
{
    /// <summary>The conversation.</summary>
    public ConversationTarget Target { get; } = target;

    /// <summary>Its messages.</summary>
    public MessageWindow Window { get; } = window;

    /// <summary>The other person of a single chat.</summary>
    public UserProfile? Person { get; set; }

    /// <summary>The user's place in it, or <see langword="null"/> in a single chat that nobody has written in.</summary>
    public Membership? Membership { get; set; }

    /// <summary>The user's place when it was read: what is above is new. <see langword="null"/> takes the line away.</summary>
    public long? NewAfter { get; set; }

    /// <summary>The message to open at, or <see langword="null"/> for the end.</summary>
    public long? OpenAt { get; set; }

    /// <summary>How far from the top that message stood before the page was loaded again.</summary>
    public double? OpenTop { get; set; }

    /// <summary>Goes up when another run of messages is shown, so that the page starts anew at <see cref="OpenAt"/>.</summary>
    public int Opening { get; set; }

    /// <summary>How far each other member of a group has read, as far as that was asked for.</summary>
    public IDictionary<UserId, long> ReadBy { get; } = new Dictionary<UserId, long>();

    /// <summary>How many members a group has.</summary>
    public int Members { get; set; }

    /// <summary>Whether it is a chat with oneself.</summary>
    public bool IsSelf { get; set; }
}

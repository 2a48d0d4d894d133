namespace ChatApp.Core.Conversations;

/// <summary>The kinds of conversation, by WildfireChat's numbers.</summary>
public enum ConversationType
{
    /// <summary>Two people; the target is the other one.</summary>
    Single = 0,

    /// <summary>A group.</summary>
    Group = 1,

    /// <summary>A chat room, whose members come and go.</summary>
    Chatroom = 2,

    /// <summary>A channel with listeners.</summary>
    Channel = 3,

    /// <summary>A thing, as a sensor.</summary>
    Thing = 4,
}

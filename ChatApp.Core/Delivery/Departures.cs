using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>Who is being taken out of which conversation at this moment, between the last message they get and the commit.</summary>
internal sealed class Departures
{
    private readonly Lock _gate = new();
    private readonly List<(UserId User, ConversationId Conversation)> _open = [];

    /// <summary>Notes a removal until what is returned is disposed.</summary>
    public IDisposable Begin(ConversationId conversation, UserId user)
    {
        lock (_gate)
        {
            _open.Add((user, conversation));
        }

        return new Departure(this, (user, conversation));
    }

    /// <summary>The conversations that a person is being taken out of.</summary>
    public IReadOnlyList<ConversationId> Of(UserId user)
    {
        lock (_gate)
        {
            return [.. _open.Where(entry => entry.User == user).Select(entry => entry.Conversation)];
        }
    }

    private sealed class Departure(Departures departures, (UserId User, ConversationId Conversation) entry) : IDisposable
    {
        public void Dispose()
        {
            lock (departures._gate)
            {
                departures._open.Remove(entry);
            }
        }
    }
}

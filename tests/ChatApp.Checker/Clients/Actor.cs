using System.Diagnostics;
using ChatApp.Checker.History;

namespace ChatApp.Checker.Clients;

/// <summary>
/// One client of one person through one door: it sends, connects again when it was cut, catches up from its cursors, and keeps asking with the
/// same client id until it knows what became of a message.
/// </summary>
internal sealed class Actor(
    string name, string user, LineKind kind, IReadOnlyList<Place> places, Func<Action<Incoming>, Action, CancellationToken, Task<ILine>> connect, HistoryLog history, int seed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly Random _random = new(seed);
    private readonly Inbox _inbox = new(user);
    private readonly SemaphoreSlim _look = new(0, 1);
    private ILine? _line;
    private Actor[] _siblings = [];

    public string Name => name;

    public string User => user;

    public LineKind Kind => kind;

    /// <summary>What it got so far; read it when the client has stopped.</summary>
    public ActorRecord Record => new(name, user, GetsOwn: kind != LineKind.Mqtt, ReadsAll: kind is LineKind.Hub or LineKind.Http, _inbox.Receipts);

    /// <summary>The same person's other clients, through which it tries again some of the time.</summary>
    public void Know(IEnumerable<Actor> siblings) => _siblings = [.. siblings.Where(actor => actor != this && actor.User == user)];

    /// <summary>Stays connected and reads until it is told to stop.</summary>
    public async Task ReceiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _inbox.Connected();
                await using var line = await connect(message => Take(message, live: true), _inbox.Connected, stop);
                _line = line;
                history.Note("open", name);
                await ReadUntilClosedAsync(line, stop);
            }
            catch (Exception cut) when (Cuts.IsCut(cut))
            {
                history.Note("cut", $"{name}: {cut.GetType().Name}");
            }

            _line = null;
            await Waits.ForAsync(Pause, stop);
        }
    }

    /// <summary>Sends until it is told to stop; what is unknown by then is asked for until <paramref name="giveUp"/>.</summary>
    public async Task SendAsync(TimeSpan pace, CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            await Waits.ForAsync(pace * (2 * _random.NextDouble()), stop);
            var message = new Outgoing(Guid.CreateVersion7(), places[_random.Next(places.Count)]);

            // O01: now and then through two doors at the same moment.
            var twin = _random.Next(25) == 0 && _siblings.Length > 0 ? _siblings[_random.Next(_siblings.Length)].SendOnceAsync(message, giveUp) : null;
            await SendUntilKnownAsync(message, giveUp);
            if (twin is not null)
            {
                await twin;
            }
        }
    }

    /// <summary>Whether it has got this place of a conversation, or a later one.</summary>
    public bool HasReached(string conversation, long sequence) => _inbox.HasReached(conversation, sequence);

    private async Task SendUntilKnownAsync(Outgoing message, CancellationToken giveUp)
    {
        var through = this;
        while (!giveUp.IsCancellationRequested)
        {
            if (await through.SendOnceAsync(message, giveUp) is { Outcome: not SendOutcome.Unknown })
            {
                return;
            }

            await Waits.ForAsync(Pause, giveUp);
            through = _random.Next(4) == 0 && _siblings.Length > 0 ? _siblings[_random.Next(_siblings.Length)] : this;
        }
    }

    private async Task<Answer> SendOnceAsync(Outgoing message, CancellationToken giveUp)
    {
        if (_line is not { } line)
        {
            return Answer.Unknown("not connected");
        }

        var invoked = Stopwatch.GetTimestamp();
        Answer answer;
        try
        {
            answer = await line.SendAsync(message, giveUp);
        }
        catch (ObjectDisposedException)
        {
            // The receiving side has given this connection up for a new one meanwhile.
            answer = Answer.Unknown("given up");
        }

        history.Add(new SendAttempt(
            name, user, message.To.SharedBy(user), message.ClientId, invoked, Stopwatch.GetTimestamp(), answer.Outcome, answer.Sequence, answer.MessageId, answer.Error));
        return answer;
    }

    private async Task ReadUntilClosedAsync(ILine line, CancellationToken stop)
    {
        // Everything at first; then what a push shows to be missing. A door without pushes asks all the time.
        var behind = line.CatchesUpItself ? [] : places;
        while (!stop.IsCancellationRequested && !line.Closed.IsCompleted)
        {
            foreach (var place in behind)
            {
                await CatchUpAsync(line, place, stop);
            }

            await Task.WhenAny(line.Closed, _look.WaitAsync(PollEvery, stop));
            behind = kind == LineKind.Http ? places : [.. places.Where(place => !line.CatchesUpItself && _inbox.IsBehind(place.SharedBy(user)))];
        }
    }

    private async Task CatchUpAsync(ILine line, Place place, CancellationToken stop)
    {
        while (await line.ReadAfterAsync(place, _inbox.CursorOf(place.SharedBy(user)), stop) is { Count: > 0 } page)
        {
            foreach (var message in page)
            {
                Take(message, live: false);
            }
        }

        if (line is HttpLine http && _random.Next(3) == 0 && _inbox.CursorOf(place.SharedBy(user)) is > 0 and var read)
        {
            await http.MarkReadAsync(place, read, stop);
        }
    }

    private void Take(Incoming message, bool live)
    {
        history.Note("got", $"{name} {message.Place.SharedBy(user)} {message.Sequence}{(live ? " pushed" : string.Empty)}");
        if (_inbox.Take(message, live))
        {
            try
            {
                _look.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is about to look already.
            }
        }
    }
}

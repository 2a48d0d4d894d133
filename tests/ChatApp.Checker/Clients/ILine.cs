namespace ChatApp.Checker.Clients;

/// <summary>One connection of a client to the server, through one of its doors.</summary>
internal interface ILine : IAsyncDisposable
{
    /// <summary>Ends when the connection does.</summary>
    Task Closed { get; }

    /// <summary>Whether the server pushes what the device has missed; else the client asks.</summary>
    bool CatchesUpItself { get; }

    /// <summary>Sends once. Never throws: what went wrong is in the answer.</summary>
    Task<Answer> SendAsync(Outgoing message, CancellationToken cancellationToken);

    /// <summary>A page of a conversation after a sequence; <see langword="null"/> when the server lets the client not read it.</summary>
    Task<IReadOnlyList<Incoming>?> ReadAfterAsync(Place place, long after, CancellationToken cancellationToken);
}

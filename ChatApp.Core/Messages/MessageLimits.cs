namespace ChatApp.Core.Messages;

/// <summary>What the message path accepts.</summary>
public sealed class MessageLimits
{
    /// <summary>The most UTF-16 units of a text, whatever the settings say.</summary>
    public const int MaxText = 8_000;

    /// <summary>The most UTF-8 bytes of a text.</summary>
    public const int MaxTextBytes = 24_000;

    /// <summary>The most UTF-8 bytes of a payload.</summary>
    public const int MaxPayloadBytes = 16_384;

    /// <summary>The most UTF-8 bytes of the payload of a record: a hundred usual messages.</summary>
    public const int MaxRecordBytes = 65_536;

    /// <summary>The most people one message may mention by name.</summary>
    public const int MaxMentions = 100;

    /// <summary>The most messages of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>The mention that means everyone.</summary>
    public const string Everyone = "*";

    /// <summary>How many messages one transaction writes at most. Defaults to 256.</summary>
    // Measured with PostgreSQL 15: the cost of a message falls until about 100 to a transaction; 256 keeps a transaction near 3 ms.
    public int MaxBatch { get; set; } = 256;

    /// <summary>How many writers work side by side; a conversation always has the same one. Defaults to 2, and to 1 on a machine of one or two processors.</summary>
    // Measured on two processors: one writer gathers more into each transaction than two, which costs a quarter less, and nobody waits longer.
    public int Lanes { get; set; } = Environment.ProcessorCount > 2 ? 2 : 1;

    /// <summary>How many messages may wait for one writer; more are refused with <c>TooBusy</c>. Defaults to 4,096.</summary>
    public int MaxWaiting { get; set; } = 4_096;

    /// <summary>How long a writer waits for a row that another transaction holds before it sets the conversation aside. Defaults to 50 ms.</summary>
    // Longer than the commit of a membership change on a slow disk, shorter than anybody notices who writes elsewhere.
    public TimeSpan LockPatience { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the messages of a conversation that was set aside are tried before their senders are told <c>Unavailable</c>. Defaults to 5 seconds.</summary>
    public TimeSpan SetAsidePatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many messages of one conversation may be set aside; more are refused with <c>TooBusy</c>. Defaults to 256.</summary>
    public int MaxSetAside { get; set; } = 256;
}

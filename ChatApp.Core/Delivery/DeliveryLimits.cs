namespace ChatApp.Core.Delivery;

/// <summary>What live connections may cost.</summary>
public sealed class DeliveryLimits
{
    /// <summary>How many messages and events may wait for one connection; when there are more it is marked behind, they are
    /// dropped, and it catches up from the log. Defaults to 512.</summary>
    public int MaxWaiting { get; set; } = 512;

    /// <summary>How many messages one step of catching up reads. Defaults to 100.</summary>
    public int CatchUpPage { get; set; } = 100;

    /// <summary>How many connections one node serves. Defaults to 100,000.</summary>
    public int MaxConnections { get; set; } = 100_000;
}

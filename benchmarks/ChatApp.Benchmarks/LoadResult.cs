namespace ChatApp.Benchmarks;

/// <summary>What one run of the load generator came to.</summary>
/// <param name="Received">Messages that reached their receivers.</param>
/// <param name="PerSecond">Of them in a second.</param>
/// <param name="P50">Half of them took no more milliseconds from sender to receiver.</param>
/// <param name="P99">All but a hundredth took no more.</param>
/// <param name="ServerSeconds">Processor time of the program over the whole run, connecting included.</param>
/// <param name="PostgresSeconds">Processor time of PostgreSQL over the whole run.</param>
/// <param name="AllocatedBytes">What the program allocated over the whole run.</param>
internal sealed record LoadResult(
    double Received, double PerSecond, double P50, double P99, double ServerSeconds, double PostgresSeconds, double AllocatedBytes)
{
    /// <summary>What this run took more than a shorter one: connecting costs both the same, so the rest is the price of the messages.</summary>
    public LoadResult Beyond(LoadResult shorter) => this with
    {
        Received = Received - shorter.Received,
        ServerSeconds = ServerSeconds - shorter.ServerSeconds,
        PostgresSeconds = PostgresSeconds - shorter.PostgresSeconds,
        AllocatedBytes = AllocatedBytes - shorter.AllocatedBytes,
    };
}

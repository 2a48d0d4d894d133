using System.Globalization;
using ChatApp.Benchmarks;

// Each benchmark prints lines of one table; a name as argument runs that one alone.
var only = args.FirstOrDefault();
var report = new Report(Console.Out);
report.Title(string.Create(
    CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, fsync and synchronous_commit on."));
if (only is null or "send")
{
    await using var store = await BenchmarkStore.StartAsync();
    await SendBenchmark.RunAsync(store, report);
}

if (only is null or "engine")
{
    await EngineBenchmark.RunAsync(report);
}

if (only is null or "broker")
{
    await BrokerBenchmark.RunAsync(report);
}

// Not among those that run by default: each wants the machine for itself. How many devices, or for how many seconds, may follow the name.
if (only is "storm")
{
    await StormBenchmark.RunAsync(args[1..], report);
}

if (only is "idle")
{
    await IdleBenchmark.RunAsync(args[1..], report);
}

if (only is "kept")
{
    await KeptSessionBenchmark.RunAsync(args[1..], report);
}

// Nor this: ten million messages take their time. Sizes may follow the name.
if (only is "reads")
{
    await ReadBenchmark.RunAsync(args[1..], report);
}

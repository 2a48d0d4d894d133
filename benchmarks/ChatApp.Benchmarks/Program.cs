using ChatApp.Benchmarks;

// Each benchmark prints lines of one table; a name as argument runs that one alone.
var only = args.FirstOrDefault();
var report = new Report(Console.Out);
await using var store = await BenchmarkStore.StartAsync();
report.Title(store.Describe());
if (only is null or "send")
{
    await SendBenchmark.RunAsync(store, report);
}

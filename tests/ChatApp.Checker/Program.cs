using ChatApp.Checker;

if (CheckOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("usage: ./check.sh [--minutes N] [--seed S] [--history FOLDER]");
    return 2;
}

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupt.Cancel();
};
var verdict = await CheckRun.RunAsync(options, Console.Out, interrupt.Token);
return verdict.Holds ? 0 : 1;

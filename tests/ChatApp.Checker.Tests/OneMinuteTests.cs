using Xunit;

namespace ChatApp.Checker.Tests;

/// <summary>One minute of kills, freezes and cuts. <c>./check.sh</c> does thirty.</summary>
public sealed class OneMinuteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task P1_to_P6_D07_D08_hold_through_a_minute_of_faults()
    {
        var folder = Directory.CreateTempSubdirectory("chatapp-checker-").FullName;
        var printed = new StringWriter();
        var options = new CheckOptions(TimeSpan.FromMinutes(1), Random.Shared.Next(), folder);

        var verdict = await CheckRun.RunAsync(options, printed, TestContext.Current.CancellationToken);

        // The line is what one looks for after a run, whatever became of it; a history that shows a fault is kept.
        output.WriteLine(printed.ToString());
        Console.WriteLine(printed.ToString());
        Assert.True(verdict.Holds, printed.ToString());
        Assert.True(verdict.IsThorough, printed.ToString());
        Directory.Delete(folder, recursive: true);
    }
}

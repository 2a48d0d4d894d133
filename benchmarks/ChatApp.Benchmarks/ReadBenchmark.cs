using System.Diagnostics;
using System.Globalization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Messages.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Benchmarks;

/// <summary>What reads cost at several sizes of the log: a page of history, catching up, the list, searching.</summary>
internal static class ReadBenchmark
{
    private const int Warmups = 20;
    private const int Runs = 200;

    private static readonly long[] UsualSizes = [10_000, 1_000_000, 10_000_000];

    // A frequent and a rare word of the load's texts in both languages, a single sign, and words that do not occur.
    private static readonly string[] Words = ["会议", "meeting", "麒麟", "mosaic", "我", "mee", "不存在", "zyzzyva"];

    public static async Task RunAsync(IReadOnlyList<string> sizes, Report report)
    {
        foreach (var size in sizes.Count == 0 ? UsualSizes : sizes.Select(text => long.Parse(text, CultureInfo.InvariantCulture)))
        {
            await RunAsync(size, report);
        }
    }

    private static async Task RunAsync(long size, Report report)
    {
        await using var store = await ReadStore.StartAsync(size);
        var at = string.Create(CultureInfo.InvariantCulture, $"{size:N0}: ");
        report.Row($"{at}load seed", size / store.Seeding.TotalSeconds, "messages/s");
        report.Row($"{at}search index catches up", store.Indexing.Messages / store.Indexing.Time.TotalSeconds, "messages/s");
        await HistoryAsync(store, at, report);
        var search = store.Services.GetRequiredService<SearchService>();
        foreach (var word in Words)
        {
            var found = 0;
            await MeasureAsync(report, $"{at}search '{word}' in the reader's 500 conversations", async () =>
            {
                var page = Check(await search.SearchAsync(ReadStore.Reader, new SearchQuery(word), CancellationToken.None));
                found = page.Messages.Count;
            });
            report.Row("· found on the page", found, "");
        }

        foreach (var word in Words)
        {
            await MeasureAsync(
                report,
                $"{at}search '{word}' in the chats of u0, with groups of {size / 100:N0} messages",
                async () => Check(await search.SearchAsync(new UserId("u0"), new SearchQuery(word), CancellationToken.None)));
        }
    }

    private static async Task HistoryAsync(ReadStore store, string at, Report report)
    {
        var messages = store.Services.GetRequiredService<MessageService>();
        var groups = new[] { "g100", "g1000", "g2000" };
        var turn = 0;
        await MeasureAsync(report, $"{at}last 50 of a conversation", async () => Check(await messages.HistoryAsync(
            new UserId("u0"), ConversationTarget.Group(groups[turn++ % groups.Length]), new HistoryQuery(Limit: 50), CancellationToken.None)));
        await MeasureAsync(report, $"{at}jump to a date", async () => Check(await messages.HistoryAsync(
            new UserId("u0"),
            ConversationTarget.Group(groups[turn++ % groups.Length]),
            new HistoryQuery(At: TimeProvider.System.GetUtcNow().AddDays(-(turn % 250)), Limit: 50),
            CancellationToken.None)));

        var catchUp = store.Services.GetRequiredService<CatchUpService>();
        foreach (var missed in new[] { 2, 0 })
        {
            CatchUpCursor[] cursors = [.. ReadStore.Talks.Take(ReadStore.LongTalks).Select(talk => new CatchUpCursor(talk, ReadStore.LongTalk - missed))];
            await MeasureAsync(
                report,
                $"{at}catch up with {ReadStore.LongTalks} conversations, {missed} missed in each",
                async () => Check(await catchUp.CatchUpAsync(ReadStore.Reader, cursors, CatchUpLimits.MaxMessages, CancellationToken.None)));
        }

        var list = store.Services.GetRequiredService<ConversationService>();
        await MeasureAsync(report, $"{at}list and unread of {ReadStore.Talks.Count} conversations", () => list.ListAsync(ReadStore.Reader, CancellationToken.None));
    }

    private static async Task MeasureAsync(Report report, string measure, Func<Task> read)
    {
        for (var i = 0; i < Warmups; i++)
        {
            await read();
        }

        var times = new List<TimeSpan>(Runs);
        for (var i = 0; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await read();
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        times.Sort();
        report.Row($"{measure}, p50", times[Runs / 2].TotalMilliseconds, "ms", "N2");
        report.Row($"{measure}, p99", times[Runs * 99 / 100].TotalMilliseconds, "ms", "N2");
    }

    private static T Check<T>(Outcome<T> outcome)
        => outcome.Refusal is { } refusal ? throw new InvalidOperationException($"A read was refused with {refusal}.") : outcome.Value;
}

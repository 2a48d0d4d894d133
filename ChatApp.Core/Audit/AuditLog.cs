using System.Text.Json;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Audit;

/// <summary>Writes down what administrators do, in a chain that shows when somebody rewrites it.</summary>
public sealed class AuditLog(IAuditStore store, TimeProvider clock)
{
    /// <summary>The most entries of one page.</summary>
    public const int MaxPage = 100;

    private const int CheckPage = 1_000;

    // What people read in their own script stays readable in the table and in exports; the page that shows it escapes for itself.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an entry. It is stored when the task ends.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What, as <c>word.add</c>.</param>
    /// <param name="target">To what, as <c>word:12</c>.</param>
    /// <param name="details">More, kept as JSON; never a secret and never the text of a message.</param>
    /// <param name="reason">Why, in the actor's words; cut after <see cref="AuditDraft.MaxReason"/> characters.</param>
    /// <param name="cancellationToken">Observed until the entry is stored.</param>
    public Task<AuditEntry> RecordAsync(
        UserId actor, string action, string target, object details, string? reason, CancellationToken cancellationToken)
        => store.AppendAsync(
            new AuditDraft(
                actor,
                Cut(action, AuditDraft.MaxAction),
                Cut(target, AuditDraft.MaxTarget),
                JsonSerializer.Serialize(details, Json),
                Cut(reason ?? string.Empty, AuditDraft.MaxReason),
                ToMicrosecond(clock.GetUtcNow())),
            cancellationToken);

    /// <summary>Entries, the newest first, below an id; at most <see cref="MaxPage"/>.</summary>
    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
        => store.ListAsync(filter, before, Math.Clamp(limit, 1, MaxPage), cancellationToken);

    /// <summary>Computes the whole chain again. What was cut off at its end cannot be seen: keep the last number elsewhere for that.</summary>
    public async Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        var verified = 0L;
        var previous = AuditChain.Start;
        while (true)
        {
            var page = await store.ReadAfterAsync(verified, CheckPage, cancellationToken);
            foreach (var entry in page)
            {
                var expected = AuditChain.HashOf(previous, verified + 1, entry.What);
                if (entry.Id != verified + 1 || !expected.AsSpan().SequenceEqual(entry.Hash))
                {
                    return new AuditCheck(verified, BrokenAt: verified + 1);
                }

                verified = entry.Id;
                previous = entry.Hash;
            }

            if (page.Count < CheckPage)
            {
                return new AuditCheck(verified, BrokenAt: null);
            }
        }
    }

    private static DateTimeOffset ToMicrosecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static string Cut(string text, int max)
        => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}

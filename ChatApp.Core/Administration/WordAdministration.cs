using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Administration;

/// <summary>
/// The list of words, for those who may change it. A change is stored, in force on this node when its task ends and on the others
/// within two seconds, and in the audit log. Without the right everything answers <see cref="ErrorCode.Forbidden"/>.
/// </summary>
public sealed class WordAdministration(
    ISensitiveWordStore words,
    ISensitiveHitStore hits,
    ModerationService moderation,
    AuditLog audit,
    INodeBus bus,
    TimeProvider clock,
    IOptions<ModerationLimits> limits)
{
    /// <summary>The most words of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>The most characters of a text that is tried.</summary>
    public const int MaxTrial = 8_000;

    private static readonly TimeSpan RecentHits = TimeSpan.FromDays(7);

    /// <summary>A page of the list.</summary>
    public async Task<Outcome<WordPage>> ListAsync(Administrator actor, WordQuery query, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        var limit = Math.Clamp(query.Limit, 1, MaxPage);
        var found = await words.ListAsync(query with { Limit = limit + 1 }, cancellationToken);
        var page = found.Take(limit).ToList();
        var counts = await hits.CountAsync([.. page.Select(word => word.Id)], clock.GetUtcNow() - RecentHits, cancellationToken);
        return new WordPage(page, counts, HasMore: found.Count > limit);
    }

    /// <summary>One word, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<SensitiveWord>> FindAsync(Administrator actor, long id, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        return await words.FindAsync(id, cancellationToken) is { } word ? word : ErrorCode.NotFound;
    }

    /// <summary>The categories in use.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ListCategoriesAsync(Administrator actor, CancellationToken cancellationToken)
        => actor.Allows(AdminRight.Read) ? Outcome.Of(await words.ListCategoriesAsync(cancellationToken)) : ErrorCode.Forbidden;

    /// <summary>Adds a word, or puts back one that was removed.</summary>
    /// <returns>The word; <see cref="ErrorCode.InvalidRequest"/> for a draft with a <see cref="WordDraft.FindFault">fault</see>;
    /// <see cref="ErrorCode.Conflict"/> when it is in the list; <see cref="ErrorCode.QuotaExceeded"/> when the list is full.</returns>
    public async Task<Outcome<SensitiveWord>> AddAsync(Administrator actor, WordDraft draft, CancellationToken cancellationToken)
    {
        draft = draft.Trimmed();
        if (Refuse(actor, draft) is { } refusal)
        {
            return refusal;
        }

        var added = await words.AddAsync(draft, actor.Id, clock.GetUtcNow(), limits.Value.MaxWords, cancellationToken);
        if (added.Refusal is null)
        {
            await PublishAsync(added.Value.Version);
            await audit.RecordAsync(actor.Id, "word.add", Target(added.Value.Id), Describe(draft), reason: null, CancellationToken.None);
        }

        return added;
    }

    /// <summary>Changes a word.</summary>
    /// <param name="seenVersion">The version of the word that the editor saw.</param>
    /// <returns>The word; <see cref="ErrorCode.InvalidRequest"/>; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> when
    /// somebody else changed it meanwhile or another word has the text.</returns>
    public async Task<Outcome<SensitiveWord>> ChangeAsync(
        Administrator actor, long id, long seenVersion, WordDraft draft, CancellationToken cancellationToken)
    {
        draft = draft.Trimmed();
        if (Refuse(actor, draft) is { } refusal)
        {
            return refusal;
        }

        var before = await words.FindAsync(id, cancellationToken);
        var changed = await words.ChangeAsync(id, seenVersion, draft, actor.Id, clock.GetUtcNow(), cancellationToken);
        if (changed.Refusal is null)
        {
            await PublishAsync(changed.Value.Version);
            var details = new { from = before is null ? null : Describe(WordDraft.Of(before)), to = Describe(draft) };
            await audit.RecordAsync(actor.Id, "word.change", Target(id), details, reason: null, CancellationToken.None);
        }

        return changed;
    }

    /// <summary>Removes a word.</summary>
    /// <returns>The word as it was, to put it back with; or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<SensitiveWord>> RemoveAsync(Administrator actor, long id, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        if (await words.FindAsync(id, cancellationToken) is not { } word)
        {
            return ErrorCode.NotFound;
        }

        var version = await words.RemoveAsync(id, cancellationToken);
        if (version.Refusal is { } refusal)
        {
            return refusal;
        }

        await PublishAsync(version.Value);
        await audit.RecordAsync(actor.Id, "word.remove", Target(id), Describe(WordDraft.Of(word)), reason: null, CancellationToken.None);
        return word;
    }

    /// <summary>Works out what an import would do, and does nothing.</summary>
    /// <param name="file">The file's text.</param>
    /// <param name="replace">Whether words that the file does not name are removed.</param>
    /// <param name="defaults">What a missing column counts as.</param>
    /// <returns>The plan, or <see cref="ErrorCode.BodyTooLarge"/>.</returns>
    public async Task<Outcome<WordImportPlan>> PlanImportAsync(
        Administrator actor, string file, bool replace, WordDraft defaults, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        if (file.Length > limits.Value.MaxImportBytes)
        {
            return ErrorCode.BodyTooLarge;
        }

        var list = await words.LoadAsync(cancellationToken);
        return await Task.Run(() => WordImport.Plan(list, file, replace, defaults, limits.Value.MaxWords), cancellationToken);
    }

    /// <summary>Does what a plan says, all of it or nothing.</summary>
    /// <returns>The list's new version, or <see cref="ErrorCode.Conflict"/> when the list changed since the plan was made.</returns>
    public async Task<Outcome<long>> ApplyImportAsync(Administrator actor, WordImportPlan plan, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        var version = await words.ApplyAsync(plan, actor.Id, clock.GetUtcNow(), cancellationToken);
        if (version.Refusal is null)
        {
            await PublishAsync(version.Value);
            var details = new { added = plan.Added.Count, changed = plan.Changed.Count, removed = plan.Removed.Count, version = version.Value };
            await audit.RecordAsync(actor.Id, "word.import", "words", details, reason: null, CancellationToken.None);
        }

        return version;
    }

    /// <summary>The whole list as a file.</summary>
    public async Task<Outcome<string>> ExportAsync(Administrator actor, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        var list = await words.LoadAsync(cancellationToken);
        await audit.RecordAsync(actor.Id, "word.export", "words", new { list.Words.Count, list.Version }, reason: null, cancellationToken);
        return WordFile.Write(list.Words);
    }

    /// <summary>What the words in force on this node would do to a text. Nothing is recorded.</summary>
    /// <returns>The trial, or <see cref="ErrorCode.BodyTooLarge"/> above <see cref="MaxTrial"/> characters.</returns>
    public Outcome<WordTrial> Try(Administrator actor, string text, ModerationScope scope)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        return text.Length > MaxTrial
            ? ErrorCode.BodyTooLarge
            : new WordTrial(ModerationService.Normalize(text), moderation.Inspect(text, scope), moderation.Version);
    }

    private static string Target(long id) => $"word:{id}";

    private static object Describe(WordDraft draft) => new
    {
        draft.Text,
        draft.Category,
        match = draft.Match.ToString(),
        action = draft.Action.ToString(),
        scopes = draft.Scopes.ToString(),
        draft.Enabled,
        draft.Note,
        draft.ExpiresAt,
    };

    private static ErrorCode? Refuse(Administrator actor, WordDraft draft)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        return draft.FindFault() is null ? null : ErrorCode.InvalidRequest;
    }

    // The list is stored; from here on nothing may be called off. This node first: whoever hears that the words changed finds them in
    // force here. The other nodes hear it even if this one cannot read the list just now.
    private async Task PublishAsync(long version)
    {
        try
        {
            await moderation.ReloadAsync(CancellationToken.None);
        }
        finally
        {
            bus.Publish(new WordsChanged(version));
        }
    }
}

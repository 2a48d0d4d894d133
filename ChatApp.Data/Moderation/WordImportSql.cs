using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Moderation;

/// <summary>Writes many words with one statement each: a hundred thousand tracked entities would take a minute and the memory of ten.</summary>
internal static class WordImportSql
{
    public static async Task AddAsync(
        ChatAppDbContext context, IReadOnlyList<WordDraft> drafts, UserId by, DateTimeOffset now, long version, CancellationToken cancellationToken)
    {
        if (drafts.Count == 0)
        {
            return;
        }

        var columns = new Columns(drafts);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into sensitive_words (text, category, match, action, scopes, enabled, note, expires_at, changed_by, changed_at, version)
            select word.*, {by.Value}, {now}, {version}
            from unnest({columns.Texts}, {columns.Categories}, {columns.Matches}, {columns.Actions}, {columns.Scopes}, {columns.Enabled},
                {columns.Notes}, {columns.Expires}) as word
            """,
            cancellationToken);
    }

    public static async Task ChangeAsync(
        ChatAppDbContext context,
        IReadOnlyList<(SensitiveWord Word, WordDraft Becomes)> changes,
        UserId by,
        DateTimeOffset now,
        long version,
        CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var ids = changes.Select(change => change.Word.Id).ToArray();
        var columns = new Columns([.. changes.Select(change => change.Becomes)]);
        await context.Database.ExecuteSqlAsync(
            $"""
            update sensitive_words
            set category = word.category, match = word.match, action = word.action, scopes = word.scopes, enabled = word.enabled,
                note = word.note, expires_at = word.expires_at, changed_by = {by.Value}, changed_at = {now}, version = {version}
            from unnest({ids}, {columns.Categories}, {columns.Matches}, {columns.Actions}, {columns.Scopes}, {columns.Enabled},
                {columns.Notes}, {columns.Expires}) as word (id, category, match, action, scopes, enabled, note, expires_at)
            where sensitive_words.id = word.id
            """,
            cancellationToken);
    }

    private sealed class Columns(IReadOnlyList<WordDraft> drafts)
    {
        public string[] Texts { get; } = [.. drafts.Select(draft => draft.Text)];

        public string[] Categories { get; } = [.. drafts.Select(draft => draft.Category)];

        public short[] Matches { get; } = [.. drafts.Select(draft => (short)draft.Match)];

        public short[] Actions { get; } = [.. drafts.Select(draft => (short)draft.Action)];

        public short[] Scopes { get; } = [.. drafts.Select(draft => (short)draft.Scopes)];

        public bool[] Enabled { get; } = [.. drafts.Select(draft => draft.Enabled)];

        public string[] Notes { get; } = [.. drafts.Select(draft => draft.Note)];

        public DateTimeOffset?[] Expires { get; } = [.. drafts.Select(draft => draft.ExpiresAt?.ToUniversalTime())];
    }
}

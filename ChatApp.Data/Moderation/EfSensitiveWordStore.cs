using System.Data;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChatApp.Data.Moderation;

/// <summary>Keeps words in the table <c>sensitive_words</c>, counted by <c>word_list</c>.</summary>
internal sealed class EfSensitiveWordStore(IDbContextFactory<ChatAppDbContext> contexts, NpgsqlDataSource database) : ISensitiveWordStore
{
    // Plain SQL, as every start waits for it and every node asks it all the time.
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select version from word_list");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<WordList> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Version and words at one moment: a list that claims a version it does not have would never be read again.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select version from word_list"),
                new NpgsqlBatchCommand(
                    "select id, text, category, match, action, scopes, enabled, note, expires_at, changed_by, changed_at, version from sensitive_words order by id"),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var version = row.GetInt64(0);
        await row.NextResultAsync(cancellationToken);
        var words = new List<SensitiveWord>();
        while (await row.ReadAsync(cancellationToken))
        {
            words.Add(Read(row));
        }

        return new WordList(version, words);
    }

    public async Task<IReadOnlyList<SensitiveWord>> ListAsync(WordQuery query, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var words = context.Set<SensitiveWordRow>().AsNoTracking();
        if (query.Text is { Length: > 0 } text)
        {
            var inside = LikePattern.Containing(text);
            words = words.Where(row => EF.Functions.ILike(row.Text, inside, LikePattern.Escape) || EF.Functions.ILike(row.Note, inside, LikePattern.Escape));
        }

        if (query.Category is { } category)
        {
            words = words.Where(row => row.Category == category);
        }

        if (query.Action is { } action)
        {
            words = words.Where(row => row.Action == (short)action);
        }

        if (query.Enabled is { } enabled)
        {
            words = words.Where(row => row.Enabled == enabled);
        }

        words = query.Order == WordOrder.Text ? ByText(words, query.After) : Newest(words, query.After);
        return await words.Take(query.Limit).Select(row => Read(row)).ToListAsync(cancellationToken);
    }

    public async Task<SensitiveWord?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<SensitiveWordRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return row is null ? null : Read(row);
    }

    public async Task<IReadOnlyList<string>> ListCategoriesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SensitiveWordRow>()
            .Where(row => row.Category != "")
            .Select(row => row.Category)
            .Distinct()
            .OrderBy(category => category)
            .ToListAsync(cancellationToken);
    }

    public async Task<Outcome<SensitiveWord>> AddAsync(
        WordDraft draft, UserId by, DateTimeOffset now, int maxWords, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var version = await NextVersionAsync(context, cancellationToken);
        if (await context.Set<SensitiveWordRow>().AnyAsync(other => other.Text == draft.Text, cancellationToken))
        {
            return ErrorCode.Conflict;
        }

        if (await context.Set<SensitiveWordRow>().CountAsync(cancellationToken) >= maxWords)
        {
            return ErrorCode.QuotaExceeded;
        }

        var row = new SensitiveWordRow { Text = draft.Text, Category = draft.Category, Note = draft.Note, ChangedBy = by.Value };
        Write(row, draft, by, now, version);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Read(row);
    }

    public async Task<Outcome<SensitiveWord>> ChangeAsync(
        long id, long seenVersion, WordDraft draft, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var version = await NextVersionAsync(context, cancellationToken);
        var row = await context.Set<SensitiveWordRow>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (row is null)
        {
            return ErrorCode.NotFound;
        }

        if (row.Version != seenVersion
            || await context.Set<SensitiveWordRow>().AnyAsync(other => other.Text == draft.Text && other.Id != id, cancellationToken))
        {
            return ErrorCode.Conflict;
        }

        Write(row, draft, by, now, version);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Read(row);
    }

    public async Task<Outcome<long>> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var version = await NextVersionAsync(context, cancellationToken);
        if (await context.Set<SensitiveWordRow>().Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return ErrorCode.NotFound;
        }

        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    public async Task<Outcome<long>> ApplyAsync(WordImportPlan plan, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var version = await NextVersionAsync(context, cancellationToken);
        if (version != plan.Version + 1)
        {
            return ErrorCode.Conflict;
        }

        var gone = plan.Removed.Select(word => word.Id).ToArray();
        await context.Set<SensitiveWordRow>().Where(row => gone.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await WordImportSql.ChangeAsync(context, plan.Changed, by, now, version, cancellationToken);
        await WordImportSql.AddAsync(context, plan.Added, by, now, version, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    // The first statement of every change: its row lock makes changes of the list follow one another.
    private static async Task<long> NextVersionAsync(ChatAppDbContext context, CancellationToken cancellationToken)
    {
        var versions = await context.Database
            .SqlQuery<long>($"update word_list set version = version + 1 where id = {WordListRow.OnlyId} returning version")
            .ToListAsync(cancellationToken);
        return versions.Single();
    }

    private static IQueryable<SensitiveWordRow> ByText(IQueryable<SensitiveWordRow> words, SensitiveWord? after)
        => words.Where(row => after == null || string.Compare(row.Text, after.Text) > 0).OrderBy(row => row.Text);

    private static IQueryable<SensitiveWordRow> Newest(IQueryable<SensitiveWordRow> words, SensitiveWord? after)
        => words
            .Where(row => after == null || row.Version < after.Version || (row.Version == after.Version && row.Id < after.Id))
            .OrderByDescending(row => row.Version)
            .ThenByDescending(row => row.Id);

    private static void Write(SensitiveWordRow row, WordDraft draft, UserId by, DateTimeOffset now, long version)
    {
        row.Text = draft.Text;
        row.Category = draft.Category;
        row.Match = (short)draft.Match;
        row.Action = (short)draft.Action;
        row.Scopes = (short)draft.Scopes;
        row.Enabled = draft.Enabled;
        row.Note = draft.Note;
        row.ExpiresAt = draft.ExpiresAt?.ToUniversalTime();
        row.ChangedBy = by.Value;
        row.ChangedAt = now;
        row.Version = version;
    }

    private static SensitiveWord Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        (WordMatch)row.GetInt16(3),
        (WordAction)row.GetInt16(4),
        (ModerationScope)row.GetInt16(5),
        row.GetBoolean(6),
        row.GetString(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        new UserId(row.GetString(9)),
        row.GetFieldValue<DateTimeOffset>(10),
        row.GetInt64(11));

    private static SensitiveWord Read(SensitiveWordRow row) => new(
        row.Id,
        row.Text,
        row.Category,
        (WordMatch)row.Match,
        (WordAction)row.Action,
        (ModerationScope)row.Scopes,
        row.Enabled,
        row.Note,
        row.ExpiresAt,
        new UserId(row.ChangedBy),
        row.ChangedAt,
        row.Version);
}

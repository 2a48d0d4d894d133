using System.Diagnostics.CodeAnalysis;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Search;

/// <summary>Makes blocks of the search index from the log. Doing the same again, or on two nodes at once, does no harm.</summary>
internal sealed class SearchIndexWriter
{
    // 4,096 messages to a transaction: some tens of milliseconds.
    private const int BlocksAtOnce = 64;

    // As many as fit a transaction when each of them has one block; a full pass goes on at once.
    private const int ConversationsAtOnce = BlocksAtOnce;

    // The rows of conversations that are written to change all the time; reading them takes no lock.
    private static readonly string PendingSql = $"""
        select c.id, coalesce(p.indexed_sequence, 0),
            case when c.last_message_at < $1 then c.last_sequence else c.last_sequence / {SearchSignature.BlockLength} * {SearchSignature.BlockLength} end
        from conversations c
        left join search_progress p on p.conversation_id = c.id
        where c.last_sequence > coalesce(p.indexed_sequence, 0)
            and (c.last_message_at < $1 or c.last_sequence / {SearchSignature.BlockLength} * {SearchSignature.BlockLength} > coalesce(p.indexed_sequence, 0))
        limit {ConversationsAtOnce}
        """;

    private static readonly string ForgottenSql = $"""
        select b.conversation_id, b.block, c.last_sequence
        from search_blocks b join conversations c on c.id = b.conversation_id
        where b.signature is null
        limit {BlocksAtOnce}
        """;

    // Text and version are of one moment: words that are changed after it make the version rise, and the write does nothing. "offset 0"
    // keeps the planner from making one join of it, which would read each conversation from its beginning.
    private static readonly string TextsSql = $"""
        select wanted.place, coalesce(b.version, 0), m.id, m.sender_id, m.kind, m.text
        from unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as wanted (conversation_id, block, to_sequence, place)
        left join search_blocks b on b.conversation_id = wanted.conversation_id and b.block = wanted.block
        cross join lateral (
            select * from messages
            where conversation_id = wanted.conversation_id and sequence between wanted.block * {SearchSignature.BlockLength} + 1 and wanted.to_sequence
            offset 0) m
        """;

    private const string WriteSql = """
        insert into search_blocks (conversation_id, block, signature, bits, kinds, first_id, last_id, version)
        select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::integer[], $5::integer[], $6::bigint[], $7::bigint[], $8::integer[])
            as new (conversation_id, block, signature, bits, kinds, first_id, last_id, version)
        order by conversation_id, block
        on conflict (conversation_id, block) do update
        set signature = excluded.signature, bits = excluded.bits, kinds = excluded.kinds, first_id = excluded.first_id, last_id = excluded.last_id
        where search_blocks.version = excluded.version
        """;

    private const string EmptySql = """
        delete from search_blocks b using unnest($1::bigint[], $2::bigint[]) as empty (conversation_id, block)
        where b.conversation_id = empty.conversation_id and b.block = empty.block
        """;

    private const string ProgressSql = """
        insert into search_progress (conversation_id, indexed_sequence)
        select * from unnest($1::bigint[], $2::bigint[])
        on conflict (conversation_id) do update set indexed_sequence = greatest(search_progress.indexed_sequence, excluded.indexed_sequence)
        """;

    /// <summary>Indexes what is due, up to a bound.</summary>
    /// <param name="connection">A connection without a transaction.</param>
    /// <param name="quietSince">Conversations whose last message is older are indexed to their end.</param>
    /// <param name="cancellationToken">Ends the work between transactions.</param>
    /// <returns>How many messages were indexed; 0 when nothing is due.</returns>
    public static async Task<long> IndexAsync(NpgsqlConnection connection, DateTimeOffset quietSince, CancellationToken cancellationToken)
    {
        var indexed = await FollowAsync(connection, quietSince, cancellationToken);
        return indexed + await RememberAsync(connection, cancellationToken);
    }

    private static async Task<long> FollowAsync(NpgsqlConnection connection, DateTimeOffset quietSince, CancellationToken cancellationToken)
    {
        var work = new Queue<(long Conversation, long Done, long UpTo)>(await ReadThreeAsync(connection, PendingSql, cancellationToken, quietSince));
        var messages = 0L;
        while (work.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blocks = new List<(long Conversation, long Block, long To)>();
            var progress = new Dictionary<long, long>();
            while (blocks.Count < BlocksAtOnce && work.TryPeek(out var next))
            {
                var done = progress.GetValueOrDefault(next.Conversation, next.Done);
                if (done >= next.UpTo)
                {
                    work.Dequeue();
                    continue;
                }

                var block = SearchSignature.BlockOf(done + 1);
                var to = Math.Min(next.UpTo, SearchSignature.FirstOf(block + 1) - 1);
                blocks.Add((next.Conversation, block, to));
                progress[next.Conversation] = to;
                messages += to - done;
            }

            if (work.TryPeek(out var unfinished) && progress.TryGetValue(unfinished.Conversation, out var reached))
            {
                work = new Queue<(long, long, long)>(work.Skip(1).Prepend(unfinished with { Done = reached }));
            }

            await WriteAsync(connection, blocks, progress, cancellationToken);
        }

        return messages;
    }

    private static async Task<long> RememberAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var forgotten = await ReadThreeAsync(connection, ForgottenSql, cancellationToken);
        List<(long Conversation, long Block, long To)> blocks =
            [.. forgotten.Select(row => (row.First, row.Second, Math.Min(row.Third, SearchSignature.FirstOf(row.Second + 1) - 1)))];
        if (blocks.Count > 0)
        {
            await WriteAsync(connection, blocks, progress: [], cancellationToken);
        }

        return blocks.Sum(block => block.To - SearchSignature.FirstOf(block.Block) + 1);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, List<(long Conversation, long Block, long To)> blocks, Dictionary<long, long> progress, CancellationToken cancellationToken)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        var built = await BuildAsync(connection, blocks, cancellationToken);
        var kept = blocks.Zip(built).Where(block => block.Second.Terms.Count > 0).ToList();
        await using var batch = new NpgsqlBatch(connection);

        // An edit that waits for its commit holds its block's row: rather come back later than wait for it.
        Add(batch, "select set_config('lock_timeout', '1s', true)");
        var signatures = kept.Select(block => SearchSignature.Build(block.Second.Terms)).ToArray();
        Add(
            batch,
            WriteSql,
            kept.Select(block => block.First.Conversation).ToArray(),
            kept.Select(block => block.First.Block).ToArray(),
            signatures,
            signatures.Select(signature => signature.Length * 8).ToArray(),
            kept.Select(block => block.Second.Kinds).ToArray(),
            kept.Select(block => block.Second.FirstId).ToArray(),
            kept.Select(block => block.Second.LastId).ToArray(),
            kept.Select(block => block.Second.Version).ToArray());
        var empty = blocks.Zip(built).Where(block => block.Second.Terms.Count == 0).ToList();
        Add(batch, EmptySql, empty.Select(block => block.First.Conversation).ToArray(), empty.Select(block => block.First.Block).ToArray());
        Add(batch, ProgressSql, progress.Keys.ToArray(), progress.Values.ToArray());
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<SearchBlockDraft[]> BuildAsync(
        NpgsqlConnection connection, List<(long Conversation, long Block, long To)> blocks, CancellationToken cancellationToken)
    {
        var drafts = blocks.Select(_ => new SearchBlockDraft()).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "select set_config('jit', 'off', true)");
        Add(
            batch,
            TextsSql,
            blocks.Select(block => block.Conversation).ToArray(),
            blocks.Select(block => block.Block).ToArray(),
            blocks.Select(block => block.To).ToArray());
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            drafts[row.GetInt64(0) - 1].Add(row.GetInt32(1), row.GetInt64(2), row.GetString(3), (MessageKind)row.GetInt16(4), row.GetString(5));
        }

        return drafts;
    }

    private static async Task<List<(long First, long Second, long Third)>> ReadThreeAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, sql, values);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long, long, long)>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add((row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        }

        return found;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above.")]
    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}

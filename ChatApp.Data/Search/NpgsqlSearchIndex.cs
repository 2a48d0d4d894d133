using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Search;
using ChatApp.Data.Messages;
using Npgsql;

namespace ChatApp.Data.Search;

/// <summary>Looks up the search index, the person's conversations first: it never looks into a block of anybody else's.</summary>
internal sealed class NpgsqlSearchIndex(NpgsqlDataSource database) : ISearchIndex
{
    // More would make the statement long and not the filter choosier.
    private const int MostTerms = 24;

    // For a few milliseconds' query, compiling it would take longer than running it.
    private const string NoCompiling = "select set_config('jit', 'off', true)";

    // What is not indexed yet, cut as the index would cut it.
    private static readonly string TailsSql = $"""
        select s.place, tail.from_sequence, tail.to_sequence, last.id
        from unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as s (conversation_id, from_sequence, to_sequence, place)
        left join search_progress p on p.conversation_id = s.conversation_id
        cross join lateral (
            select greatest(block * {SearchSignature.BlockLength} + 1, coalesce(p.indexed_sequence, 0) + 1, s.from_sequence) as from_sequence,
                least((block + 1) * {SearchSignature.BlockLength}, s.to_sequence) as to_sequence
            from generate_series((s.to_sequence - 1) / {SearchSignature.BlockLength},
                greatest(coalesce(p.indexed_sequence, 0), s.from_sequence - 1) / {SearchSignature.BlockLength}, -1) as block
            where s.to_sequence > coalesce(p.indexed_sequence, 0)
            limit $4 + 1) tail
        cross join lateral (
            select id from messages m
            where m.conversation_id = s.conversation_id and m.sequence between tail.from_sequence and tail.to_sequence
            order by m.sequence desc limit 1) last
        order by s.place, tail.to_sequence desc
        """;

    // "offset 0" keeps the planner from making one join of it, which would read each conversation from its beginning, and from reading all
    // conversations because it thinks that few messages will be found.
    private const string ReadSql = $"""
        select {MessageColumns.Select}
        from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as trail (conversation_id, from_sequence, to_sequence)
        cross join lateral (select type, target, line from conversations where id = trail.conversation_id offset 0) c
        cross join lateral (
            select * from messages
            where conversation_id = trail.conversation_id and sequence between trail.from_sequence and trail.to_sequence
            offset 0) m
        where m.state = 0 and m.id >= $5 and m.id < $6 and (cardinality($7::smallint[]) = 0 or m.kind = any($7)) and m.kind <> $8
            and ($9::text is null or m.sender_id = $9) and {HiddenSql.NotHidden}
        """;

    public async Task<IReadOnlyList<(IReadOnlyList<SearchTrail> Trails, bool HasMore)>> FindAsync(
        IReadOnlyList<SearchScope> scopes, SearchFilter filter, int each, CancellationToken cancellationToken)
    {
        long[] conversations = [.. scopes.Select(scope => scope.Conversation.Value)];
        long[] from = [.. scopes.Select(scope => scope.From)];
        long[] to = [.. scopes.Select(scope => scope.To)];
        await using var batch = database.CreateBatch();
        Add(batch, NoCompiling);
        Add(batch, TailsSql, conversations, from, to, each);
        Add(batch, BlocksSql(filter), conversations, from, to, each, filter.FirstId, filter.BeforeId);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var tails = await ReadTailsAsync(row, scopes, cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var blocks = await ReadBlocksAsync(row, scopes, cancellationToken);

        // A tail that is longer than asked for comes to its end before the blocks below it have their turn.
        return [.. tails.Zip(blocks).Select(found => found.First.Count > each
            ? (found.First[..each], true)
            : ((IReadOnlyList<SearchTrail>)[.. found.First, .. found.Second.Take(each)], found.Second.Count > each))];
    }

    public async Task<IReadOnlyList<Message>> ReadAsync(IReadOnlyList<SearchTrail> trails, SearchFilter filter, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        Add(batch, NoCompiling);
        Add(
            batch,
            ReadSql,
            filter.Reader.Value,
            trails.Select(trail => trail.Conversation.Value).ToArray(),
            trails.Select(trail => trail.From).ToArray(),
            trails.Select(trail => trail.To).ToArray(),
            filter.FirstId,
            filter.BeforeId,
            filter.Kinds.Select(kind => (short)kind).ToArray(),
            (short)MessageKind.Notice,
            (object?)filter.From?.Value ?? DBNull.Value);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var found = new List<Message>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(MessageColumns.Read(row));
        }

        return found;
    }

    // The places are numbers that this program made from the terms, so they can stand in the statement itself.
    private static string BlocksSql(SearchFilter filter)
    {
        var sql = new StringBuilder(
            """
            select s.place, b.block, b.last_id, p.indexed_sequence
            from unnest($1::bigint[], $2::bigint[], $3::bigint[]) with ordinality as s (conversation_id, from_sequence, to_sequence, place)
            join search_progress p on p.conversation_id = s.conversation_id and p.indexed_sequence >= s.from_sequence
            cross join lateral (
                select block, last_id from search_blocks
                where conversation_id = s.conversation_id and block between
            """);
        sql.Append(CultureInfo.InvariantCulture, $" (s.from_sequence - 1) / {SearchSignature.BlockLength} and (least(s.to_sequence, p.indexed_sequence) - 1) / {SearchSignature.BlockLength}");
        sql.Append(" and last_id >= $5 and first_id < $6");
        var kinds = filter.Kinds.Aggregate(filter.Links ? 1 : 0, (mask, kind) => mask | (1 << (int)kind));
        if (kinds != 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and kinds & {kinds} <> 0");
        }

        var places = SearchSignature.PlacesOf(filter.Terms.Take(MostTerms)).ToList();
        if (places.Count > 0)
        {
            sql.Append(" and (signature is null or (");
            sql.AppendJoin(" and ", places.Select(place => string.Create(CultureInfo.InvariantCulture, $"get_bit(signature, {place} % bits) = 1")));
            sql.Append("))");
        }

        return sql.Append(" order by block desc limit $4 + 1) b order by s.place, b.block desc").ToString();
    }

    private static async Task<List<List<SearchTrail>>> ReadTailsAsync(NpgsqlDataReader row, IReadOnlyList<SearchScope> scopes, CancellationToken cancellationToken)
    {
        var trails = scopes.Select(_ => new List<SearchTrail>()).ToList();
        while (await row.ReadAsync(cancellationToken))
        {
            var place = (int)row.GetInt64(0) - 1;
            trails[place].Add(new SearchTrail(scopes[place].Conversation, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
        }

        return trails;
    }

    // Cut where the index ends: what comes after it in the same block is the tail's.
    private static async Task<List<List<SearchTrail>>> ReadBlocksAsync(NpgsqlDataReader row, IReadOnlyList<SearchScope> scopes, CancellationToken cancellationToken)
    {
        var trails = scopes.Select(_ => new List<SearchTrail>()).ToList();
        while (await row.ReadAsync(cancellationToken))
        {
            var place = (int)row.GetInt64(0) - 1;
            var (scope, block) = (scopes[place], row.GetInt64(1));
            trails[place].Add(new SearchTrail(
                scope.Conversation,
                Math.Max(scope.From, SearchSignature.FirstOf(block)),
                Math.Min(Math.Min(scope.To, row.GetInt64(3)), SearchSignature.FirstOf(block + 1) - 1),
                row.GetInt64(2)));
        }

        return trails;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above, and numbers.")]
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

using System.Diagnostics;
using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Data;
using ChatApp.Data.Embedded;
using ChatApp.Data.Search;
using ChatApp.Data.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace ChatApp.Benchmarks;

/// <summary>A private PostgreSQL with the load seed, and one person with 500 conversations beside it, the same at every size.</summary>
internal sealed class ReadStore : IAsyncDisposable
{
    /// <summary>This many of the reader's conversations have <see cref="LongTalk"/> messages, the others a few.</summary>
    public const int LongTalks = 100;

    public const int LongTalk = 200;

    private const int Conversations = 500;
    private const int ShortTalk = 5;

    private const string ReaderSql = """
        with person as (
            insert into users (id, display_name, status, created_at, user_name, normalized_user_name, email_confirmed, phone_number_confirmed,
                two_factor_enabled, lockout_enabled, access_failed_count, security_stamp)
            values ('reader', 'Reader', 0, now(), 'reader', 'READER', false, false, false, true, 0, 'reader')),
        named as (insert into groups (id, name, owner_id, created_at) select 'r' || i, 'Talk ' || i, 'u0', now() from generate_series(0, $1 - 1) as i),
        made as (
            insert into conversations (type, target, line, last_sequence, last_message_at, everyone_mentioned_sequence, member_count, muted_for_all, created_at)
            select 1, 'r' || i, 0, case when i < $2 then $3 else $4 end, now(), 0, 2, false, now() from generate_series(0, $1 - 1) as i
            returning id)
        insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
        select id, person, 0, 0, 0, 0, 0, 0, now() from made, unnest(array['reader', 'u0']) as person
        """;

    private readonly DirectoryInfo _folder;
    private readonly EmbeddedPostgres _postgres;

    private ReadStore(DirectoryInfo folder, EmbeddedPostgres postgres, ServiceProvider services)
    {
        _folder = folder;
        _postgres = postgres;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public TimeSpan Seeding { get; private set; }

    public (long Messages, TimeSpan Time) Indexing { get; private set; }

    public static UserId Reader { get; } = new("reader");

    public static IReadOnlyList<ConversationTarget> Talks { get; } = [.. Enumerable.Range(0, Conversations).Select(i => ConversationTarget.Group($"r{i}"))];

    private NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public static async Task<ReadStore> StartAsync(long messages)
    {
        var folder = new DirectoryInfo($"/var/tmp/chatapp-reads-{Environment.ProcessId}-{messages}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder.FullName };
        var postgres = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new SeedOptions { Recipe = SeedOptions.LoadRecipe, Messages = messages, Password = "a-load-password" })
            .AddChatAppCore(node: 1, new Dictionary<string, string>(StringComparer.Ordinal))
            .AddModeration()
            .AddChatAppData(postgres.ConnectionString)
            .BuildServiceProvider();
        var store = new ReadStore(folder, postgres, services);
        await store.FillAsync();
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task FillAsync()
    {
        await using (var context = await Services.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContextAsync())
        {
            await context.Database.MigrateAsync();
        }

        var started = Stopwatch.GetTimestamp();
        await Services.SeedAsync(CancellationToken.None);
        Seeding = Stopwatch.GetElapsedTime(started);

        await FillReaderAsync();
        Indexing = await IndexAsync();
        await using var tidy = Database.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 3_600;
        await tidy.ExecuteNonQueryAsync();
    }

    private async Task FillReaderAsync()
    {
        await using (var people = Database.CreateCommand(ReaderSql))
        {
            foreach (var number in new[] { Conversations, LongTalks, LongTalk, ShortTalk })
            {
                people.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
            }

            await people.ExecuteNonQueryAsync();
        }

        var ids = new long[Conversations];
        await using (var find = Database.CreateCommand("select substring(target from 2)::integer, id from conversations where target ~ '^r[0-9]+$'"))
        await using (var row = await find.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                ids[row.GetInt32(0)] = row.GetInt64(1);
            }
        }

        // In turn, as people write: the messages of a conversation do not lie side by side.
        var random = 42UL;
        var generator = new IdGenerator(node: 2, TimeProvider.System);
        await using var connection = await Database.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy messages (conversation_id, sequence, id, sender_id, client_id, kind, text, sent_at) from stdin (format binary)");
        for (var sequence = 1L; sequence <= LongTalk; sequence++)
        {
            for (var place = 0; place < (sequence <= ShortTalk ? Conversations : LongTalks); place++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(ids[place], NpgsqlDbType.Bigint);
                await copy.WriteAsync(sequence, NpgsqlDbType.Bigint);
                await copy.WriteAsync(generator.Next().Value, NpgsqlDbType.Bigint);
                await copy.WriteAsync("u0", NpgsqlDbType.Varchar);
                await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
                await copy.WriteAsync((short)MessageKind.Text, NpgsqlDbType.Smallint);
                await copy.WriteAsync(LoadWords.Text(ref random), NpgsqlDbType.Text);
                await copy.WriteAsync(TimeProvider.System.GetUtcNow(), NpgsqlDbType.TimestampTz);
            }
        }

        await copy.CompleteAsync();
    }

    private async Task<(long Messages, TimeSpan Time)> IndexAsync()
    {
        await using var connection = await Database.OpenConnectionAsync();
        var started = Stopwatch.GetTimestamp();
        var messages = 0L;
        while (await SearchIndexWriter.IndexAsync(connection, DateTimeOffset.MaxValue, CancellationToken.None) is > 0 and var indexed)
        {
            messages += indexed;
        }

        return (messages, Stopwatch.GetElapsedTime(started));
    }
}

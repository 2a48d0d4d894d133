using System.Security.Cryptography;
using ChatApp.Core.Startup;
using ChatApp.Core.Users;
using ChatApp.Data.Embedded;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Seeding;

/// <summary>Fills a new database with the demo, all of it or nothing, or with the people and messages of a load test.</summary>
internal sealed partial class Seeder(
    SeedOptions options,
    IEnumerable<ISeedPart> parts,
    NpgsqlDataSource database,
    IPasswordHasher<Account> hasher,
    DemoAccounts demo,
    TimeProvider clock,
    ILogger<Seeder> logger)
{
    // No letters that look alike: people type it from the console into a phone.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int RandomLength = 12;

    // Any number does, as long as nothing else locks it: two nodes that start at once must not both seed.
    private const long SeedLock = 7_205_759_403;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (options.Recipe == SeedOptions.LoadRecipe)
        {
            if (await IsEmptyAsync(cancellationToken))
            {
                await SeedLoadAsync(cancellationToken);
            }

            return;
        }

        if (!options.Demo)
        {
            return;
        }

        if (await IsEmptyAsync(cancellationToken))
        {
            await SeedAllAsync(cancellationToken);
        }
        else
        {
            await ShowAsync(cancellationToken);
        }
    }

    private async Task SeedAllAsync(CancellationToken cancellationToken)
    {
        LogSeeding();
        var password = options.Password ?? ReadKept() ?? RandomNumberGenerator.GetString(Letters, RandomLength);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var seed = new SeedContext(connection, Hash(password), clock.GetUtcNow());
        await seed.RunAsync("select 1::bigint from pg_advisory_xact_lock($1)", cancellationToken, SeedLock);
        if ((await seed.RunAsync("select count(*) from users", cancellationToken))[0] == 0)
        {
            foreach (var part in parts)
            {
                await part.SeedAsync(seed, cancellationToken);
            }

            // Before the commit: a demo whose password nobody knows is worth less than a password without a demo.
            Keep(password);
            await transaction.CommitAsync(cancellationToken);
        }

        demo.Set([.. DemoPerson.All.Select(person => person.Name)], password);
    }

    private async Task SeedLoadAsync(CancellationToken cancellationToken)
    {
        LogSeedingLoad(options.Messages);
        var started = clock.GetTimestamp();
        var password = options.Password ?? ReadKept() ?? RandomNumberGenerator.GetString(Letters, RandomLength);
        IReadOnlyList<long> conversations = [];
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var seed = new SeedContext(connection, Hash(password), clock.GetUtcNow());
            await seed.RunAsync("select 1::bigint from pg_advisory_xact_lock($1)", cancellationToken, SeedLock);
            if ((await seed.RunAsync("select count(*) from users", cancellationToken))[0] == 0)
            {
                conversations = await LoadSeed.SeedPeopleAsync(seed, cancellationToken);
                Keep(password);
                await transaction.CommitAsync(cancellationToken);
            }
        }

        // Only by the node that made the people.
        if (conversations.Count > 0 && options.Messages > 0)
        {
            await LoadSeed.WriteMessagesAsync(database, conversations, new LoadSchedule(options.Messages, clock.GetUtcNow()), cancellationToken);
        }

        LogLoadSeeded(options.Messages, clock.GetElapsedTime(started).TotalSeconds);
        demo.Set([LoadConversation.NameOf(0), LoadConversation.NameOf(1)], password);
    }

    // A password given later is meant to be in force: without this, it would only ever count for a new database.
    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        await using var find = database.CreateCommand("select id from users where id = any($1)");
        find.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. DemoPerson.All.Select(person => person.Name)] });
        var present = new List<string>();
        await using (var reader = await find.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                present.Add(reader.GetString(0));
            }
        }

        var kept = ReadKept();
        if (present.Count > 0 && options.Password is { } wanted && wanted != kept)
        {
            await using var change = database.CreateCommand("update users set password_hash = $1 where id = any($2)");
            change.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Hash(wanted) });
            change.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. present] });
            await change.ExecuteNonQueryAsync(cancellationToken);
            Keep(wanted);
            kept = wanted;
        }

        demo.Set([.. DemoPerson.All.Select(person => person.Name).Where(present.Contains)], kept);
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select not exists (select from users)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private string Hash(string password) => hasher.HashPassword(new Account(), password);

    private string? ReadKept() => options.PasswordFile is { } file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    private void Keep(string password)
    {
        if (options.PasswordFile is { } file)
        {
            ClusterPassword.Write(file, password);
        }
    }

    [LoggerMessage(EventIds.Seeding, LogLevel.Information, "Filling the new database with the demo.")]
    private partial void LogSeeding();

    [LoggerMessage(EventIds.SeedingLoad, LogLevel.Information, "Filling the new database for a load test with {Messages} messages.")]
    private partial void LogSeedingLoad(long messages);

    [LoggerMessage(EventIds.LoadSeeded, LogLevel.Information, "Wrote {Messages} messages in {Seconds:F0} s.")]
    private partial void LogLoadSeeded(long messages, double seconds);
}

using ChatApp.Core.Startup;
using ChatApp.Core.Users;
using ChatApp.Data.Seeding;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Seeding;

public sealed class DemoSeedTests : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly string _passwordFile = Path.Combine(Path.GetTempPath(), $"demo-{Guid.NewGuid():N}");
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _services = Build(password: null);
        await _services.GetRequiredService<Seeder>().SeedAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _database.DisposeAsync();
        File.Delete(_passwordFile);
    }

    [Fact]
    public async Task Six_people_are_friends_of_each_other_and_one_more_is_administrator()
    {
        Assert.Equal("admin alice bob carol chenwei lina wangfang", await ReadAsync<string>("select string_agg(user_name, ' ' order by user_name) from users where id = user_name"));
        Assert.Equal(30L, await ReadAsync<long>("select count(*) from friendships where is_friend and not is_blocked"));
        Assert.Equal("admin", await ReadAsync<string>("select string_agg(user_id, ' ') from user_roles join roles on roles.id = role_id where normalized_name = 'ADMIN'"));
    }

    [Fact]
    public async Task There_are_two_groups_and_a_few_hundred_messages_in_both_languages_over_several_days()
    {
        Assert.Equal(2L, await ReadAsync<long>("select count(*) from groups"));
        Assert.InRange(await ReadAsync<long>("select count(*) from messages"), 200, 500);
        Assert.InRange(await ReadAsync<long>("select count(*) from messages where text ~ '[一-龥]'"), 80, 400);
        Assert.InRange(await ReadAsync<long>("select count(*) from messages where text !~ '[一-龥]'"), 80, 400);
        Assert.True(await ReadAsync<long>("select count(distinct sent_at::date) from messages") >= 5);
    }

    [Fact]
    public async Task Sequences_have_no_gap_and_follow_time_and_id()
    {
        Assert.Equal(0L, await ReadAsync<long>(
            "select count(*) from conversations c where last_sequence <> (select count(*) from messages m where m.conversation_id = c.id)"));
        Assert.Equal(0L, await ReadAsync<long>(
            """
            select count(*) from (
                select sequence, sent_at, id, row_number() over each as place, lag(sent_at) over each as sent_before, lag(id) over each as id_before
                from messages window each as (partition by conversation_id order by sequence)) m
            where sequence <> place or sent_at <= sent_before or id <= id_before
            """));
        Assert.Equal(await ReadAsync<long>("select count(*) from messages"), await ReadAsync<long>("select count(distinct id) from messages"));
        Assert.True(await ReadAsync<DateTime>("select max(sent_at) from messages") < _clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Marks_stay_within_the_log_and_something_waits_unread()
    {
        Assert.Equal(0L, await ReadAsync<long>(
            "select count(*) from conversation_members m join conversations c on c.id = conversation_id where read_sequence > last_sequence or mentioned_sequence > last_sequence"));
        Assert.True(await ReadAsync<long>(
            "select count(*) from conversation_members m join conversations c on c.id = conversation_id where user_id = 'alice' and read_sequence < last_sequence") > 0);
        Assert.Equal(0L, await ReadAsync<long>("select count(*) from messages where reply_to >= sequence or reply_to < 1"));
        Assert.Equal(0L, await ReadAsync<long>(
            "select count(*) from conversations c where member_count <> (select count(*) from conversation_members m where m.conversation_id = c.id)"));
    }

    [Fact]
    public async Task Everybody_has_the_password_that_is_shown_and_kept()
    {
        var shown = _services!.GetRequiredService<DemoAccounts>().Password!;

        Assert.Equal(12, shown.Length);
        Assert.Equal(shown, await File.ReadAllTextAsync(_passwordFile, Cancel));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_passwordFile));
        Assert.True(await HasPasswordAsync("wangfang", shown));
    }

    [Fact]
    public async Task A_second_start_adds_nothing_and_shows_the_same_password()
    {
        var messages = await ReadAsync<long>("select count(*) from messages");
        await using var again = Build(password: null);

        await again.GetRequiredService<Seeder>().SeedAsync(Cancel);

        Assert.Equal(messages, await ReadAsync<long>("select count(*) from messages"));
        Assert.Equal(_services!.GetRequiredService<DemoAccounts>().Password, again.GetRequiredService<DemoAccounts>().Password);
    }

    [Fact]
    public async Task A_password_that_is_given_later_takes_the_place_of_the_first()
    {
        await using var again = Build("another password");

        await again.GetRequiredService<Seeder>().SeedAsync(Cancel);

        Assert.True(await HasPasswordAsync("alice", "another password"));
        Assert.Equal("another password", again.GetRequiredService<DemoAccounts>().Password);
    }

    [Fact]
    public async Task A_database_that_has_people_of_its_own_is_not_seeded()
    {
        await using var other = await PostgresDatabase.CreateAsync(Cancel);
        await new People(other.DataSource).AddAsync("somebody", Cancel);
        await using var services = Build(password: null, other);

        await services.GetRequiredService<Seeder>().SeedAsync(Cancel);

        Assert.Empty(services.GetRequiredService<DemoAccounts>().UserNames);
    }

    private ServiceProvider Build(string? password, PostgresDatabase? database = null) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton(new SeedOptions { Demo = true, Password = password, PasswordFile = _passwordFile })
        .AddChatAppData((database ?? _database).ConnectionString)
        .BuildServiceProvider();

    private async Task<bool> HasPasswordAsync(string user, string password)
    {
        var hash = await ReadAsync<string>($"select password_hash from users where id = '{user}'");
        return _services!.GetRequiredService<IPasswordHasher<Account>>().VerifyHashedPassword(new Account(), hash, password) == PasswordVerificationResult.Success;
    }

    private async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }
}

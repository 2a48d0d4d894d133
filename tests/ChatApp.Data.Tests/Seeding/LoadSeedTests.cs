using ChatApp.Core.Startup;
using ChatApp.Core.Users;
using ChatApp.Data.Seeding;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Seeding;

public sealed class LoadSeedTests(LoadSeedTests.Loaded loaded) : IClassFixture<LoadSeedTests.Loaded>
{
    private const long Messages = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_people_are_friends_in_pairs_with_their_chats()
    {
        Assert.Equal(2_000L, await ReadAsync<long>("select count(*) from users where id ~ '^u[0-9]+$' and user_name = id"));
        Assert.Equal("u1", await ReadAsync<string>("select string_agg(friend_id, ' ') from friendships where user_id = 'u0' and is_friend"));
        Assert.Equal("u2", await ReadAsync<string>("select string_agg(friend_id, ' ') from friendships where user_id = 'u3' and is_friend"));
        Assert.Equal(1_000L, await ReadAsync<long>("select count(*) from conversations where type = 0 and member_count = 2"));
        Assert.Equal(1L, await ReadAsync<long>("select count(*) from conversations where target = 'u10:u11'"));
    }

    [Fact]
    public async Task Three_groups_have_as_many_members_as_their_names_say()
    {
        Assert.Equal("g100=100 g1000=1000 g2000=2000", await ReadAsync<string>(
            "select string_agg(target || '=' || (select count(*) from conversation_members m where m.conversation_id = c.id), ' ' order by id) from conversations c where type = 1"));
        Assert.Equal(0L, await ReadAsync<long>(
            "select count(*) from conversations c where member_count <> (select count(*) from conversation_members m where m.conversation_id = c.id)"));
        Assert.Equal("u0", await ReadAsync<string>("select user_id from conversation_members m join conversations c on c.id = conversation_id where target = 'g2000' and role = 2"));
    }

    [Fact]
    public async Task P3_the_messages_are_a_log_without_gaps_whose_heads_and_marks_fit()
    {
        Assert.Equal(Messages, await ReadAsync<long>("select count(*) from messages"));
        Assert.Equal(Messages, await ReadAsync<long>("select count(distinct id) from messages"));
        Assert.Equal(0L, await ReadAsync<long>(
            """
            select count(*) from conversations c
            where last_sequence <> (select count(*) from messages m where m.conversation_id = c.id)
                or (last_sequence > 0 and last_message_at <> (select sent_at from messages m where m.conversation_id = c.id and m.sequence = c.last_sequence))
            """));
        Assert.Equal(0L, await ReadAsync<long>(
            """
            select count(*) from (
                select sequence, id, row_number() over each as place, lag(id) over each as id_before
                from messages window each as (partition by conversation_id order by sequence)) m
            where sequence <> place or id <= id_before
            """));
        Assert.Equal(0L, await ReadAsync<long>(
            "select count(*) from messages m where not exists (select from conversation_members p where p.conversation_id = m.conversation_id and p.user_id = m.sender_id)"));
        Assert.Equal(0L, await ReadAsync<long>(
            """
            select count(*) from conversation_members p join conversations c on c.id = p.conversation_id
            where read_sequence > last_sequence or delivered_sequence > last_sequence
                or read_sequence < (select coalesce(max(sequence), 0) from messages m where m.conversation_id = c.id and m.sender_id = p.user_id)
            """));
    }

    [Fact]
    public async Task The_texts_are_of_both_languages_with_links_and_file_names()
    {
        Assert.InRange(await ReadAsync<long>("select count(*) from messages where text ~ '[一-龥]'"), Messages / 3, Messages * 2 / 3);
        Assert.InRange(await ReadAsync<long>("select count(*) from messages where text ~ '^[a-z ]+$'"), Messages / 3, Messages * 2 / 3);
        Assert.True(await ReadAsync<long>("select count(*) from messages where text like 'https://%'") > 100);
        Assert.True(await ReadAsync<long>("select count(*) from messages where text like '%.json'") > 100);
    }

    [Fact]
    public async Task Everybody_has_the_given_password_and_a_second_start_adds_nothing()
    {
        await using var again = loaded.Build();

        await again.SeedAsync(Cancel);

        Assert.Equal(Messages, await ReadAsync<long>("select count(*) from messages"));
        var hash = await ReadAsync<string>("select password_hash from users where id = 'u1999'");
        Assert.Equal(
            PasswordVerificationResult.Success, again.GetRequiredService<IPasswordHasher<Account>>().VerifyHashedPassword(new Account(), hash, Loaded.Password));
    }

    private async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = loaded.Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }

    public sealed class Loaded : IAsyncLifetime
    {
        public const string Password = "load-password";

        public PostgresDatabase Database { get; } = new();

        public ServiceProvider Build() => new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new ManualClock())
            .AddSingleton(new SeedOptions { Recipe = SeedOptions.LoadRecipe, Messages = Messages, Password = Password })
            .AddChatAppData(Database.ConnectionString)
            .BuildServiceProvider();

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            await using var services = Build();
            await services.SeedAsync(CancellationToken.None);
            Assert.Equal(["u0", "u1"], services.GetRequiredService<DemoAccounts>().UserNames);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}

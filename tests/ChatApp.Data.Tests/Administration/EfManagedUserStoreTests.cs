using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Xunit;

namespace ChatApp.Data.Tests.Administration;

public sealed class EfManagedUserStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private StoreProvider _stores = null!;
    private IManagedUserStore _users = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stores = await StoreProvider.CreateAsync();
        _users = _stores.Get<IManagedUserStore>();
        foreach (var (id, name) in new[] { ("alice", "Alice"), ("bob", "Bob 100%"), ("chenwei", "陈伟") })
        {
            await using var command = _stores.Database.DataSource.CreateCommand(
                """
                insert into users (id, user_name, normalized_user_name, display_name, status, created_at, email_confirmed,
                    phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                values ($1, $1, upper($1), $2, 0, $3, false, false, false, false, 0)
                """);
            command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = id });
            command.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new Npgsql.NpgsqlParameter<DateTimeOffset> { TypedValue = Now });
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData("al", new[] { "alice" })]
    [InlineData("伟", new[] { "chenwei" })]
    [InlineData("%", new[] { "bob" })]
    [InlineData("_", new string[0])]
    [InlineData(null, new[] { "alice", "bob", "chenwei" })]
    public async Task Accounts_are_found_by_user_name_and_display_name(string? text, string[] expected)
        => Assert.Equal(expected, (await _users.ListAsync(new UserQuery(text), Now, Cancellation)).Select(user => user.Id.Value));

    [Fact]
    public async Task Pages_follow_one_another_by_user_name()
    {
        var first = await _users.ListAsync(new UserQuery(Limit: 2), Now, Cancellation);
        var second = await _users.ListAsync(new UserQuery(AfterUserName: first[^1].UserName, Limit: 2), Now, Cancellation);

        Assert.Equal(["alice", "bob", "chenwei"], first.Concat(second).Select(user => user.UserName));
    }

    [Fact]
    public async Task A_suspension_that_ran_out_counts_as_active()
    {
        await SuspendAsync("bob", until: Now.AddHours(1));

        Assert.Equal(AccountStatus.Suspended, (await _users.FindAsync(new UserId("bob"), Now, Cancellation))!.Status);
        Assert.Equal(["bob"], await IdsAsync(new UserQuery(Status: AccountStatus.Suspended), Now));
        Assert.Equal(AccountStatus.Active, (await _users.FindAsync(new UserId("bob"), Now.AddHours(2), Cancellation))!.Status);
        Assert.Empty(await IdsAsync(new UserQuery(Status: AccountStatus.Suspended), Now.AddHours(2)));
    }

    [Fact]
    public async Task A10_the_last_administrator_can_neither_be_suspended_nor_lose_the_role()
    {
        await GrantAsync("alice", Roles.Admin);
        await GrantAsync("bob", Roles.Admin, Roles.Auditor);
        Assert.Equal(["alice", "bob"], await IdsAsync(new UserQuery(Role: Roles.Admin), Now));
        Assert.Null((await SuspendAsync("bob")).Refusal);

        Assert.Equal(ErrorCode.Conflict, (await SuspendAsync("alice")).Refusal);
        Assert.Equal(ErrorCode.Conflict, (await GrantAsync("alice", Roles.Moderator)).Refusal);
        Assert.Equal([Roles.Admin], (await _users.FindAsync(new UserId("alice"), Now, Cancellation))!.Roles);
    }

    [Fact]
    public async Task A10_two_administrators_who_suspend_each_other_at_once_do_not_both_succeed()
    {
        await GrantAsync("alice", Roles.Admin);
        await GrantAsync("bob", Roles.Admin);

        var both = await Task.WhenAll(SuspendAsync("alice"), SuspendAsync("bob"));

        Assert.Single(both, outcome => outcome.Refusal is null);
        Assert.Single(both, outcome => outcome.Refusal == ErrorCode.Conflict);
    }

    [Fact]
    public async Task A_suspended_or_unknown_account_has_no_roles()
    {
        await GrantAsync("alice", Roles.Admin);
        await GrantAsync("bob", Roles.Moderator);
        Assert.Equal([Roles.Moderator], await _users.ListRolesAsync(new UserId("bob"), Now, Cancellation));

        await SuspendAsync("bob");

        Assert.Empty(await _users.ListRolesAsync(new UserId("bob"), Now, Cancellation));
        Assert.Empty(await _users.ListRolesAsync(new UserId("nobody"), Now, Cancellation));
        Assert.Equal(ErrorCode.NotFound, (await SuspendAsync("nobody")).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await GrantAsync("nobody", Roles.Admin)).Refusal);
    }

    private Task<Outcome<Done>> SuspendAsync(string user, DateTimeOffset? until = null)
        => _users.SetStatusAsync(new UserId(user), AccountStatus.Suspended, until, Now, Cancellation);

    private Task<Outcome<Done>> GrantAsync(string user, params string[] roles) => _users.SetRolesAsync(new UserId(user), roles, Now, Cancellation);

    private async Task<IEnumerable<string>> IdsAsync(UserQuery query, DateTimeOffset now)
        => (await _users.ListAsync(query, now, Cancellation)).Select(user => user.Id.Value);
}

using ChatApp.Core.Users;

namespace ChatApp.Data.Seeding;

/// <summary>The demo's people, and an administrator.</summary>
internal sealed class AccountSeed : ISeedPart
{
    private const string UsersSql = """
        insert into users (
            id, user_name, normalized_user_name, display_name, password_hash, security_stamp, concurrency_stamp,
            email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, status, created_at)
        select name, name, upper(name), display_name, $3, gen_random_uuid()::text, gen_random_uuid()::text, false, false, false, true, 0, 0, $4
        from unnest($1::text[], $2::text[]) as person (name, display_name)
        """;

    private const string AdministratorSql = """
        with made as (
            insert into roles (id, name, normalized_name)
            select $1, $1, upper($1) where not exists (select from roles where name = $1)
            returning id)
        insert into user_roles (user_id, role_id)
        select $2, id from made union all select $2, id from roles where name = $1
        """;

    public async Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        await seed.RunAsync(
            UsersSql,
            cancellationToken,
            DemoPerson.All.Select(person => person.Name).ToArray(),
            DemoPerson.All.Select(person => person.DisplayName).ToArray(),
            seed.PasswordHash,
            seed.Now.AddDays(-30));
        await seed.RunAsync(AdministratorSql, cancellationToken, Roles.Admin, DemoPerson.Administrator.Name);
    }
}

namespace ChatApp.Data.Seeding;

/// <summary>Makes the demo's people friends of each other.</summary>
internal sealed class FriendSeed : ISeedPart
{
    private const string FriendsSql = """
        insert into friendships (user_id, friend_id, is_friend, is_blocked, created_at)
        select person, friend, true, false, $2
        from unnest($1::text[]) as person, unnest($1::text[]) as friend
        where person <> friend
        """;

    public Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
        => seed.RunAsync(FriendsSql, cancellationToken, DemoPerson.People.Select(person => person.Name).ToArray(), seed.Now.AddDays(-29));
}

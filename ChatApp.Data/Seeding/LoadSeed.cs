using ChatApp.Core.Conversations;
using Npgsql;

namespace ChatApp.Data.Seeding;

/// <summary>
/// Makes what load tests work with: accounts <c>u0</c> to <c>u1999</c>, friends in pairs with their chats, the groups <c>g100</c>,
/// <c>g1000</c> and <c>g2000</c>, and any number of messages.
/// </summary>
internal static class LoadSeed
{
    // Two processors' worth: a lane spends its time in PostgreSQL, and this side in making texts.
    private const int Lanes = 2;

    private const string UsersSql = """
        insert into users (
            id, user_name, normalized_user_name, display_name, password_hash, security_stamp, concurrency_stamp,
            email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, status, created_at)
        select name, name, upper(name), name, $2, gen_random_uuid()::text, gen_random_uuid()::text, false, false, false, true, 0, 0, $3
        from unnest($1::text[]) as name
        """;

    private const string FriendsSql = """
        insert into friendships (user_id, friend_id, is_friend, is_blocked, created_at)
        select 'u' || i, 'u' || (i + 1 - 2 * (i % 2)), true, false, $2 from generate_series(0, $1 - 1) as i
        """;

    private const string GroupsSql = """
        insert into groups (id, name, owner_id, created_at) select name, name, 'u0', $2 from unnest($1::text[]) as name
        """;

    private const string ConversationsSql = """
        insert into conversations (
            type, target, line, last_sequence, last_message_at, everyone_mentioned_sequence, member_count, muted_for_all, created_at)
        select type, target, 0, 0, $4, 0, members, false, $4
        from unnest($1::smallint[], $2::text[], $3::integer[]) with ordinality as new (type, target, members, place)
        order by place
        returning id
        """;

    private const string MembersSql = """
        insert into conversation_members (
            conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
        select c.id, 'u' || person, case when c.members > 2 and person = 0 then $4 else 0 end, 0, 0, 0, 0, 0, $5
        from unnest($1::bigint[], $2::integer[], $3::integer[]) as c (id, first, members), generate_series(c.first, c.first + c.members - 1) as person
        """;

    /// <summary>Makes accounts and conversations in the seed's transaction; <see cref="WriteMessagesAsync"/> fills them after its commit.</summary>
    public static async Task<IReadOnlyList<long>> SeedPeopleAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        // One hash for all: they share one password that is known anyway, and 2,000 slow hashes would take minutes.
        await seed.RunAsync(
            UsersSql, cancellationToken, Enumerable.Range(0, LoadConversation.People).Select(LoadConversation.NameOf).ToArray(), seed.PasswordHash, seed.Now);
        await seed.RunAsync(FriendsSql, cancellationToken, LoadConversation.People, seed.Now);
        var all = LoadConversation.All;
        await seed.RunAsync(GroupsSql, cancellationToken, all.Where(c => c.Key.Type == ConversationType.Group).Select(c => c.Key.Target).ToArray(), seed.Now);
        var ids = await seed.RunAsync(
            ConversationsSql,
            cancellationToken,
            all.Select(c => (short)c.Key.Type).ToArray(),
            all.Select(c => c.Key.Target).ToArray(),
            all.Select(c => c.Members).ToArray(),
            seed.Now);
        await seed.RunAsync(
            MembersSql,
            cancellationToken,
            ids.ToArray(),
            all.Select(c => c.First).ToArray(),
            all.Select(c => c.Members).ToArray(),
            (short)MemberRole.Owner,
            seed.Now);
        return ids;
    }

    /// <summary>Writes the messages, in a few transactions side by side; each leaves its conversations whole.</summary>
    public static async Task WriteMessagesAsync(NpgsqlDataSource database, IReadOnlyList<long> conversations, LoadSchedule schedule, CancellationToken cancellationToken)
    {
        var all = conversations.Zip(LoadConversation.All).ToList();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(
            () => new LoadMessages([.. all.Where((_, place) => place % Lanes == lane)], schedule).WriteAsync(database, lane, Lanes, cancellationToken),
            cancellationToken)));
        await using var analyze = database.CreateCommand("analyze messages, conversations, conversation_members");
        analyze.CommandTimeout = 600;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }
}

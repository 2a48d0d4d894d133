using ChatApp.Data.Friends;

namespace ChatApp.Data.Seeding;

/// <summary>Makes the demo's people friends of each other.</summary>
internal sealed class FriendSeed : ISeedPart
{
    public Task SeedAsync(SeedContext seed, CancellationToken cancellationToken)
    {
        foreach (var person in DemoPerson.People)
        {
            foreach (var friend in DemoPerson.People.Where(other => other != person))
            {
                seed.Database.Add(new FriendshipRow { UserId = person.Name, FriendId = friend.Name, IsFriend = true, CreatedAt = seed.Now.AddDays(-29) });
            }
        }

        return Task.CompletedTask;
    }
}

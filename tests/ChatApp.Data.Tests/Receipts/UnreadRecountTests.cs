using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using ChatApp.Data.Tests.Personal;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Receipts;

/// <summary>O06: unread counts after any operations are what counting the messages one by one gives.</summary>
public sealed class UnreadRecountTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int Steps = 120;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task O06_unread_counts_after_random_operations_are_those_of_a_recount(int seed)
    {
        await using var bench = await PersonalBench.CreateAsync(database);
        var random = new Random(seed);
        var carol = await bench.People.AddAsync("carol", Token);
        UserId[] people = [bench.Alice, bench.Bob, carol];
        var (id, target) = await bench.People.AddGroupAsync(Token, people);
        var receipts = bench.Get<ReceiptService>();
        var groups = bench.Get<IGroupStore>();
        var unread = people.ToDictionary(person => person, _ => new SortedSet<long>());
        var joined = people.ToDictionary(person => person, _ => 0L);
        var last = 0L;
        for (var step = 0; step < Steps; step++)
        {
            var person = people[random.Next(people.Length)];
            switch (random.Next(10))
            {
                case < 5:
                    last = await bench.SendAsync(person, id, target);
                    unread[person].Clear();
                    foreach (var other in people.Where(other => other != person))
                    {
                        unread[other].Add(last);
                    }

                    break;
                case < 7:
                    var read = random.NextInt64(last + 3);
                    await receipts.MarkReadAsync(person, target, read, Token);
                    unread[person].RemoveWhere(sequence => sequence <= read);
                    break;
                case < 9 when last > 0:
                    var from = random.NextInt64(1, last + 1);
                    await receipts.MarkUnreadAsync(person, target, from, Token);
                    for (var sequence = Math.Max(from, joined[person] + 1); sequence <= last; sequence++)
                    {
                        unread[person].Add(sequence);
                    }

                    break;
                default:
                    await groups.RemoveMemberAsync(id, carol, bench.Clock.GetUtcNow(), Token);
                    await groups.AddMembersAsync(id, [carol], 10, bench.Clock.GetUtcNow(), Token);
                    unread[carol].Clear();
                    joined[carol] = last;
                    break;
            }

            foreach (var each in people)
            {
                Assert.Equal((step, unread[each].Count), (step, (await bench.RowAsync(each, target)).Unread));
            }
        }
    }
}

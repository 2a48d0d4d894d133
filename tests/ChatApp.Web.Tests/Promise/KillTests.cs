using System.Collections.Concurrent;
using System.Text.Json;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Promise;

public sealed class KillTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int Senders = 8;
    private const int Total = 1000;

    private static readonly string[] People = ["alice", "bob", "carol", "chenwei", "lina", "wangfang"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P1_P2_D07_what_was_acknowledged_before_kill_9_is_there_after_the_restart_once()
    {
        var acknowledged = new ConcurrentDictionary<Guid, (string MessageId, long Sequence)>();
        var tried = new ConcurrentBag<(int Sender, Guid ClientId)>();
        await using (var program = await ChatAppProcess.StartAsync(database.ConnectionString, dataFolder: null, Token))
        {
            var sending = Enumerable.Range(0, Senders).Select(sender => SendUntilKilledAsync(program, sender, tried, acknowledged)).ToArray();
            while (acknowledged.Count < Total / 3)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), Token);
            }

            await program.KillAsync();
            await Task.WhenAll(sending);
        }

        Assert.InRange(acknowledged.Count, Total / 3, Total - 1);
        await using var again = await ChatAppProcess.StartAsync(database.ConnectionString, dataFolder: null, Token);
        foreach (var group in tried.GroupBy(send => People[send.Sender % People.Length]))
        {
            using var client = await ApiClient.SignInAsync(again.Address, group.Key, Token);
            var stored = await ReadAllAsync(client);
            Assert.Equal(stored.Count, stored.Select(message => message.ClientId).Distinct().Count());
            Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(message => message.Sequence));
            foreach (var (_, clientId) in group)
            {
                if (acknowledged.TryGetValue(clientId, out var ack))
                {
                    Assert.Contains((clientId, ack.MessageId, ack.Sequence), stored);
                }
                else
                {
                    // Nobody knows whether it was stored; trying again is safe and leaves it there once.
                    await client.SendAsync(0, client.User, $"again {clientId}", Token, clientId);
                }
            }

            var after = await ReadAllAsync(client);
            Assert.All(group, send => Assert.Single(after, message => message.ClientId == send.ClientId));
        }
    }

    // Each sender writes notes to itself: a conversation that the demo data leaves empty.
    private static async Task SendUntilKilledAsync(
        ChatAppProcess program, int sender, ConcurrentBag<(int, Guid)> tried, ConcurrentDictionary<Guid, (string, long)> acknowledged)
    {
        using var client = await ApiClient.SignInAsync(program.Address, People[sender % People.Length], Token);
        for (var i = 0; i < Total / Senders; i++)
        {
            var clientId = Guid.NewGuid();
            tried.Add((sender, clientId));
            try
            {
                var sent = await client.SendAsync(0, client.User, $"{sender}-{i}", Token, clientId);
                acknowledged[clientId] = (sent.GetProperty("messageId").GetString()!, sent.GetProperty("sequence").GetInt64());
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task<List<(Guid ClientId, string MessageId, long Sequence)>> ReadAllAsync(ApiClient client)
    {
        var all = new List<(Guid, string, long)>();
        while (true)
        {
            var page = await client.GetAsync($"/api/v1/conversations/0/{client.User}/messages?after={all.Count}&limit=100", Token);
            all.AddRange(page.GetProperty("messages").EnumerateArray().Select(Read));
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return all;
            }
        }
    }

    private static (Guid ClientId, string MessageId, long Sequence) Read(JsonElement message) => (
        message.GetProperty("clientId").GetGuid(), message.GetProperty("messageId").GetString()!, message.GetProperty("sequence").GetInt64());
}

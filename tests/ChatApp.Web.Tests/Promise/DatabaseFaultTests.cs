using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ChatApp.Testing.Program;
using Npgsql;
using Xunit;

namespace ChatApp.Web.Tests.Promise;

/// <summary>P7: what people see while the database is frozen, full or out of connections, and that everything comes back.</summary>
public sealed class DatabaseFaultTests(FaultyDatabase stage) : IClassFixture<FaultyDatabase>
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D02_while_PostgreSQL_is_frozen_every_send_is_answered_and_what_needs_no_database_goes_on()
    {
        using var alice = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        var clientIds = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToArray();
        await alice.SendAsync(0, "bob", "before", Token);
        using (stage.Cluster.Freeze())
        {
            var sends = Task.WhenAll(clientIds.Select(clientId => CodeOfAsync(alice, clientId)));
            while (!sends.IsCompleted)
            {
                // Not one thread of the pool is held by those who wait.
                using var live = await stage.Program.Http.GetAsync("/health/live", Token).WaitAsync(BackWithin, Token);
                Assert.Equal(HttpStatusCode.OK, live.StatusCode);
                await Task.Delay(Look, Token);
            }

            Assert.All(await sends, code => Assert.True(code is "Unavailable" or "TooBusy", code));
            using var ready = await stage.Program.Http.GetAsync("/health/ready", Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        await ReadyAsync();
        foreach (var clientId in clientIds)
        {
            await SendUntilKnownAsync(alice, clientId);
        }

        var stored = await ReadIdsAsync(alice);
        Assert.All(clientIds, clientId => Assert.Single(stored, clientId));
    }

    [Fact]
    public async Task D04_without_a_free_connection_requests_are_told_to_come_back_and_the_program_recovers()
    {
        using var alice = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        List<NpgsqlConnection> idle = [];
        try
        {
            await FillConnectionsAsync(idle);

            // The program's own are ended, and it gets no others.
            await using (var ending = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ChatApp' and backend_type = 'client backend'", idle[0]))
            {
                await ending.ExecuteNonQueryAsync(Token);
            }

            await FillConnectionsAsync(idle);
            var started = Stopwatch.GetTimestamp();
            using var read = await alice.Http.GetAsync("/api/v1/conversations", Token);
            var clientId = Guid.NewGuid();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, read.StatusCode);
            Assert.NotNull(read.Headers.RetryAfter);
            Assert.Equal("Unavailable", await CodeOfAsync(alice, clientId));
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            using var live = await stage.Program.Http.GetAsync("/health/live", Token);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }
        finally
        {
            foreach (var connection in idle)
            {
                await connection.DisposeAsync();
            }
        }

        await ReadyAsync();
        await SendUntilKnownAsync(alice, Guid.NewGuid());
    }

    [Fact]
    public async Task D05_on_a_full_disk_sends_fail_reads_go_on_and_all_is_well_when_there_is_room_again()
    {
        Assert.SkipWhen(stage.Disk is null, "Only who may mount a small disk can fill it.");
        using var alice = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        var filler = Path.Combine(stage.Disk!, "filler");
        List<Guid> acknowledged = [];
        List<Guid> failed = [];
        try
        {
            Fill(filler);
            for (var i = 0; i < 400 && failed.Count < 3; i++)
            {
                var clientId = Guid.NewGuid();
                (await CodeOfAsync(alice, clientId, Convert.ToBase64String(RandomNumberGenerator.GetBytes(5_000))) == "ok" ? acknowledged : failed).Add(clientId);
            }

            Assert.NotEmpty(failed);
            using var live = await stage.Program.Http.GetAsync("/health/live", Token);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            Assert.Empty(acknowledged.Except(await ReadIdsAsync(alice)));
        }
        finally
        {
            File.Delete(filler);
        }

        await ReadyAsync();
        foreach (var clientId in failed)
        {
            await SendUntilKnownAsync(alice, clientId);
        }

        var stored = await ReadIdsAsync(alice);
        Assert.All(acknowledged.Concat(failed), clientId => Assert.Single(stored, clientId));
    }

    private static async Task<string> CodeOfAsync(ApiClient device, Guid clientId, string text = "hi")
    {
        using var answer = await device.Http.PostAsJsonAsync("/api/v1/messages", new { clientId, to = new { type = 0, id = "bob" }, kind = "text", text }, Token);
        return answer.IsSuccessStatusCode ? "ok" : (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString()!;
    }

    private static async Task SendUntilKnownAsync(ApiClient device, Guid clientId)
    {
        var started = Stopwatch.GetTimestamp();
        while (await CodeOfAsync(device, clientId) is var code && code != "ok")
        {
            Assert.True(code is "Unavailable" or "TooBusy", code);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<List<Guid>> ReadIdsAsync(ApiClient device)
    {
        List<Guid> ids = [];
        for (long after = 0; ;)
        {
            var page = await device.GetAsync($"/api/v1/conversations/0/bob/messages?after={after}&limit=100", Token);
            var messages = page.GetProperty("messages").EnumerateArray().ToArray();
            ids.AddRange(messages.Select(message => message.GetProperty("clientId").GetGuid()));
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return ids;
            }

            after = messages[^1].GetProperty("sequence").GetInt64();
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full: what the test is about.
        }
    }

    private async Task FillConnectionsAsync(List<NpgsqlConnection> idle)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(stage.Cluster.ConnectionString + ";Pooling=false;Application Name=idle");
            try
            {
                await connection.OpenAsync(Token);
                idle.Add(connection);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }

    private async Task ReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var ready = await stage.Program.Http.GetAsync("/health/ready", Token);
            if (ready.IsSuccessStatusCode)
            {
                return;
            }

            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            await Task.Delay(Look, Token);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Xunit;

namespace ChatApp.Data.Tests.Sessions;

/// <summary>What every store of sessions does.</summary>
public abstract class SessionStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_found_by_its_tokens_hash_until_it_ends()
    {
        var (store, addUser, _) = await CreateAsync();
        var session = Session(await addUser("alice"));
        await store.AddAsync(session, Hash("t"), room: null, Cancellation);

        Assert.Equal(session, await store.FindAsync(Hash("t"), Now, Cancellation));
        Assert.Equal(session, await store.FindAsync(session.Id, Now, Cancellation));
        Assert.Null(await store.FindAsync(Hash("u"), Now, Cancellation));

        Assert.True(await store.EndAsync(session.Id, SessionEndReason.SignedOut, Now, Cancellation));
        Assert.False(await store.EndAsync(session.Id, SessionEndReason.SignedOut, Now, Cancellation));
        Assert.Null(await store.FindAsync(Hash("t"), Now, Cancellation));
    }

    [Fact]
    public async Task A_session_ends_by_itself_when_it_is_old_or_idle_and_being_used_puts_the_idle_end_off()
    {
        var (store, addUser, _) = await CreateAsync();
        var session = Session(await addUser("alice"));
        await store.AddAsync(session, Hash("t"), room: null, Cancellation);
        var idleEnd = Now + session.IdleLimit;

        Assert.NotNull(await store.FindAsync(Hash("t"), idleEnd.AddSeconds(-1), Cancellation));
        Assert.Null(await store.FindAsync(Hash("t"), idleEnd, Cancellation));

        await store.TouchAsync([(session.Id, idleEnd.AddSeconds(-1))], Cancellation);
        Assert.NotNull(await store.FindAsync(Hash("t"), idleEnd, Cancellation));
        Assert.Null(await store.FindAsync(Hash("t"), session.ExpiresAt, Cancellation));
    }

    [Fact]
    public async Task S04_a_suspended_user_has_no_session()
    {
        var (store, addUser, suspend) = await CreateAsync();
        var user = await addUser("alice");
        var session = Session(user);
        await store.AddAsync(session, Hash("t"), room: null, Cancellation);

        await suspend(user);

        Assert.Null(await store.FindAsync(Hash("t"), Now, Cancellation));
        Assert.Null(await store.AuthenticateAsync(Hash("t"), Now, Cancellation));
        Assert.Empty(await store.FindLiveAsync([session.Id], Now, Cancellation));
        Assert.Empty(await store.ListAsync(user, Now, Cancellation));
    }

    [Fact]
    public async Task A_newer_session_of_a_device_ends_the_older_one_of_the_same_user_only()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var bob = await addUser("bob");
        var first = Session(alice, "phone");
        await store.AddAsync(first, Hash("1"), room: null, Cancellation);
        await store.AddAsync(Session(bob, "phone"), Hash("2"), room: null, Cancellation);

        var replaced = await store.AddAsync(Session(alice, "phone"), Hash("3"), room: null, Cancellation);

        Assert.Equal([first.Id], replaced.Value);
        Assert.Null(await store.FindAsync(Hash("1"), Now, Cancellation));
        Assert.NotNull(await store.FindAsync(Hash("2"), Now, Cancellation));
        Assert.NotNull(await store.FindAsync(Hash("3"), Now, Cancellation));
    }

    [Fact]
    public async Task S08_of_twenty_sign_ins_of_one_device_at_once_one_session_lives()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(at => store.AddAsync(Session(alice, "phone"), Hash($"{at}"), room: null, Cancellation)));

        Assert.Single(await store.ListAsync(alice, Now, Cancellation));
    }

    [Fact]
    public async Task S06_two_hundred_other_sessions_are_ended_together()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var bob = await addUser("bob");
        var kept = Session(alice, "kept");
        await store.AddAsync(kept, Hash("kept"), room: null, Cancellation);
        await store.AddAsync(Session(bob), Hash("bob"), room: null, Cancellation);
        for (var at = 0; at < 200; at++)
        {
            await store.AddAsync(Session(alice, $"device-{at}"), Hash($"{at}"), room: null, Cancellation);
        }

        var ended = await store.EndAllAsync(alice, kept.Id, SessionEndReason.EndedByOwner, Now, Cancellation);

        Assert.Equal(200, ended.Distinct().Count());
        Assert.Equal([kept.Id], (await store.ListAsync(alice, Now, Cancellation)).Select(session => session.Id));
        Assert.NotNull(await store.FindAsync(Hash("bob"), Now, Cancellation));
        Assert.Single(await store.EndAllAsync(alice, except: null, SessionEndReason.Suspended, Now, Cancellation));
    }

    [Fact]
    public async Task Sessions_that_ended_long_ago_are_removed_and_no_others()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var ended = Session(alice, "ended");
        var live = Session(alice, "live");
        await store.AddAsync(ended, Hash("1"), room: null, Cancellation);
        await store.AddAsync(live, Hash("2"), room: null, Cancellation);
        await store.EndAsync(ended.Id, SessionEndReason.SignedOut, Now, Cancellation);

        Assert.Equal(0, await store.RemoveEndedAsync(Now, Cancellation));
        Assert.Equal(1, await store.RemoveEndedAsync(Now.AddSeconds(1), Cancellation));
        Assert.NotNull(await store.FindAsync(Hash("2"), Now, Cancellation));
        Assert.Equal([live.Id], await store.FindLiveAsync([ended.Id, live.Id], Now, Cancellation));
    }

    [Fact]
    public async Task Where_a_class_of_devices_is_full_the_one_unused_longest_gives_way()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var room = new SessionRoom(DeviceClass.Desktop, Limit: 2, NewcomerWaits: false);
        var idle = Session(alice, "idle") with { LastSeenAt = Now.AddHours(-2) };
        var busy = Session(alice, "busy");
        var phone = Session(alice, "phone") with { Platform = Platform.Android, LastSeenAt = Now.AddHours(-9) };
        var robot = Session(alice, "robot") with { Kind = SessionKind.Robot, LastSeenAt = Now.AddHours(-9) };
        foreach (var older in new[] { idle, busy, phone, robot })
        {
            Assert.Empty((await store.AddAsync(older, Hash(older.Device.Value), room: null, Cancellation)).Value);
        }

        var ended = await store.AddAsync(Session(alice, "new"), Hash("new"), room, Cancellation);

        Assert.Equal([idle.Id], ended.Value);
        Assert.Equal(4, (await store.ListAsync(alice, Now, Cancellation)).Count);
    }

    [Fact]
    public async Task Where_the_newcomer_waits_it_is_refused_until_there_is_room_and_its_own_older_session_does_not_count()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var room = new SessionRoom(DeviceClass.Desktop, Limit: 1, NewcomerWaits: true);
        var first = Session(alice, "first");
        await store.AddAsync(first, Hash("1"), room, Cancellation);

        Assert.Equal(ErrorCode.LimitReached, (await store.AddAsync(Session(alice, "second"), Hash("2"), room, Cancellation)).Refusal);
        Assert.NotNull(await store.FindAsync(Hash("1"), Now, Cancellation));
        Assert.Equal([first.Id], (await store.AddAsync(Session(alice, "first"), Hash("3"), room, Cancellation)).Value);
    }

    [Fact]
    public async Task A_session_is_renamed_by_its_owner_only_and_gets_its_own_name_back()
    {
        var (store, addUser, _) = await CreateAsync();
        var alice = await addUser("alice");
        var session = Session(alice);
        await store.AddAsync(session, Hash("1"), room: null, Cancellation);

        Assert.False(await store.RenameAsync(await addUser("bob"), session.Id, "mine", Now, Cancellation));
        Assert.True(await store.RenameAsync(alice, session.Id, "Kitchen", Now, Cancellation));
        Assert.Equal("Kitchen", (await store.FindAsync(session.Id, Now, Cancellation))!.Name);
        Assert.True(await store.RenameAsync(alice, session.Id, name: null, Now, Cancellation));
        Assert.Equal("Linux", (await store.FindAsync(session.Id, Now, Cancellation))!.Name);
    }

    protected abstract Task<SessionBench> CreateAsync();

    private static Session Session(UserId user, string device = "device") => new(
        new SessionId(Guid.CreateVersion7(Now)),
        user,
        SessionKind.Device,
        Platform.Linux,
        new DeviceId(device),
        "Linux",
        "192.0.2.7",
        CreatedAt: Now,
        LastSeenAt: Now,
        ExpiresAt: Now.AddDays(30))
    {
        IdleLimit = TimeSpan.FromDays(20),
    };

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

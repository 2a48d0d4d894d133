using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>A05: who may recall and edit what, and for how long.</summary>
public sealed class RecallRuleTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TimeSpan RecallWindow = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EditWindow = TimeSpan.FromMinutes(15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A05_an_author_recalls_in_time_and_not_a_moment_later()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "one");
        await chat.SendAsync(chat.Bob, "two");
        chat.Clock.Advance(RecallWindow - TimeSpan.FromMilliseconds(1));

        Assert.Null(await RecallAsync(chat, chat.Bob, 1));
        chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCode.TooLate, await RecallAsync(chat, chat.Bob, 2));

        var told = Assert.Single(chat.Delivery.Events.OfType<RecalledEvent>());
        Assert.Equal((1L, chat.Bob, 1L), (told.Sequence, told.By, told.Change));
        Assert.Equal(["", "two"], (await chat.HistoryAsync(chat.Carol)).Select(message => message.Text));
    }

    [Theory]
    [InlineData("alice", "mia", null)]
    [InlineData("alice", "bob", null)]
    [InlineData("mia", "bob", null)]
    [InlineData("mia", "alice", ErrorCode.Forbidden)]
    [InlineData("bob", "carol", ErrorCode.Forbidden)]
    [InlineData("bob", "alice", ErrorCode.Forbidden)]
    [InlineData("alice", "alice", null)]
    [InlineData("mia", "mia", ErrorCode.TooLate)]
    [InlineData("bob", "bob", ErrorCode.TooLate)]
    public async Task A05_the_owner_recalls_everybodys_and_managers_members_at_any_time(string by, string of, ErrorCode? expected)
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(Person(chat, of), "words");
        chat.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(expected, await RecallAsync(chat, Person(chat, by), 1));
        Assert.Equal(expected is null ? "" : "words", Assert.Single(await chat.HistoryAsync(chat.Carol)).Text);
    }

    [Fact]
    public async Task A05_settings_take_the_rights_of_managers_and_owners_and_give_managers_their_own()
    {
        await using var chat = await ActionBench.CreateAsync(
            database, ("Groups.ManagersRecall", "false"), ("Groups.OwnerRecallsOwn", "false"), ("Groups.ManagerRecallsOwn", "true"));
        await chat.SendAsync(chat.Bob, "bob's");
        await chat.SendAsync(chat.Alice, "alice's");
        await chat.SendAsync(chat.Mia, "mia's");
        chat.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(ErrorCode.Forbidden, await RecallAsync(chat, chat.Mia, 1));
        Assert.Equal(ErrorCode.TooLate, await RecallAsync(chat, chat.Alice, 2));
        Assert.Null(await RecallAsync(chat, chat.Mia, 3));
    }

    [Fact]
    public async Task A05_P5_who_left_or_joined_later_recalls_and_edits_nothing()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "one");
        await chat.SetMemberAsync(chat.Bob, "left_sequence = 1");
        await chat.SetMemberAsync(chat.Mia, "joined_sequence = 1");

        Assert.Equal(ErrorCode.NotAMember, await RecallAsync(chat, chat.Bob, 1));
        Assert.Equal(ErrorCode.NotAMember, await EditAsync(chat, chat.Bob, 1, "other"));
        Assert.Equal(ErrorCode.NotFound, await RecallAsync(chat, chat.Mia, 1));
        Assert.Equal(ErrorCode.NotFound, await RecallAsync(chat, chat.Alice, 2));
        Assert.Equal(ErrorCode.NotFound, await RecallAsync(chat, await chat.People.AddAsync("eve", Token), 1));
    }

    [Fact]
    public async Task A05_only_the_author_edits_and_only_in_time()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "words");

        Assert.Equal(ErrorCode.Forbidden, await EditAsync(chat, chat.Alice, 1, "other"));
        chat.Clock.Advance(EditWindow - TimeSpan.FromMilliseconds(1));
        Assert.Null(await EditAsync(chat, chat.Bob, 1, "other"));
        chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCode.TooLate, await EditAsync(chat, chat.Bob, 1, "third"));

        var message = Assert.Single(await chat.HistoryAsync(chat.Carol));
        Assert.Equal(("other", 2), (message.Text, message.Version));
        var versions = await chat.Get<EditService>().ListVersionsAsync(chat.Carol, chat.Group, 1, Token);
        Assert.Equal(["words", "other"], versions.Value.Select(version => version.Text));
    }

    [Fact]
    public async Task An_edit_is_no_way_round_a_mute_and_no_way_to_an_empty_text()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "words");
        Assert.Equal(ErrorCode.InvalidPayload, await EditAsync(chat, chat.Bob, 1, "\u200b"));
        Assert.Equal(ErrorCode.BodyTooLarge, await EditAsync(chat, chat.Bob, 1, new string('x', MessageLimits.MaxText + 1)));

        await chat.RunAsync("update conversations set muted_for_all = true where id = $1");
        Assert.Equal(ErrorCode.Muted, await EditAsync(chat, chat.Bob, 1, "other"));
    }

    [Fact]
    public async Task Captions_are_edited_and_names_of_files_are_not()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "cat", draft => draft with { Kind = MessageKind.Image, Payload = """{"mediaId":"m1"}""" });
        await chat.SendAsync(chat.Bob, "", draft => draft with { Kind = MessageKind.File, Payload = """{"mediaId":"m1","size":1,"name":"a.txt"}""" });

        Assert.Null(await EditAsync(chat, chat.Bob, 1, ""));
        Assert.Equal(ErrorCode.Forbidden, await EditAsync(chat, chat.Bob, 2, "b.txt"));
    }

    [Fact]
    public async Task P5_what_was_recalled_is_behind_no_door()
    {
        await using var chat = await ActionBench.CreateAsync(database);
        await chat.SendAsync(chat.Bob, "secret one");
        await EditAsync(chat, chat.Bob, 1, "secret two");
        await chat.SendAsync(chat.Carol, "answer", draft => draft with { ReplyTo = 1 });
        await chat.SendAsync(chat.Bob, "secret three");
        await RecallAsync(chat, chat.Bob, 1);
        await RecallAsync(chat, chat.Bob, 3);

        Assert.Equal(["", "answer", ""], (await chat.HistoryAsync(chat.Carol)).Select(message => message.Text));
        Assert.Equal(ErrorCode.NotFound, (await chat.Get<EditService>().ListVersionsAsync(chat.Carol, chat.Group, 1, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, await EditAsync(chat, chat.Bob, 1, "back"));
        Assert.Equal(ErrorCode.InvalidPayload, (await chat.TrySendAsync(chat.Carol, "quote", draft => draft with { ReplyTo = 1 })).Refusal);
        var row = (await chat.Get<ConversationService>().GetAsync(chat.Carol, chat.Group, Token)).Value;
        Assert.Equal(("", true), (row.LastText, row.LastRecalled));
    }

    private static UserId Person(ActionBench chat, string name) => name switch { "alice" => chat.Alice, "mia" => chat.Mia, "bob" => chat.Bob, _ => chat.Carol };

    private static async Task<ErrorCode?> RecallAsync(ActionBench chat, UserId by, long sequence)
        => (await chat.Get<RecallService>().RecallAsync(by, chat.Group, sequence, Token)).Refusal;

    private static async Task<ErrorCode?> EditAsync(ActionBench chat, UserId by, long sequence, string text)
        => (await chat.Get<EditService>().EditAsync(by, chat.Group, sequence, text, Token)).Refusal;
}

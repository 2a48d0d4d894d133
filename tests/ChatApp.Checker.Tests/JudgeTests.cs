using ChatApp.Checker.History;
using ChatApp.Checker.Judging;
using Xunit;

namespace ChatApp.Checker.Tests;

/// <summary>A checker that cannot fail proves nothing: each history here has one broken promise, and the judge has to find that one.</summary>
public sealed class JudgeTests
{
    private const string Group = "g";

    private static readonly Guid First = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Third = Guid.Parse("00000000-0000-0000-0000-000000000003");

    private List<SendAttempt> Sends { get; } = [Ack(First, 10, 20, 1), Ack(Second, 30, 40, 2), Ack(Third, 50, 60, 3)];

    private List<MemberChange> Changes { get; } = [];

    private List<StoredMessage> Messages { get; } = [Stored(First, 1), Stored(Second, 2), Stored(Third, 3)];

    private List<StoredStretch> Stretches { get; } = [new(Group, "alice", 1, null), new(Group, "bob", 1, null)];

    private List<Receipt> BobGot { get; } = [Got(First, 1), Got(Second, 2), Got(Third, 3)];

    private List<UnreadCount> Unread { get; } = [new("bob", Group, 3, 3)];

    [Fact]
    public void What_is_right_is_found_right()
    {
        var verdict = Judged();

        Assert.True(verdict.Holds);
        Assert.Equal("acked 3, lost 0, doubled 0, reordered 0, leaked 0", verdict.Line);
        Assert.Empty(verdict.Evidence);
    }

    [Fact]
    public void Nothing_done_proves_nothing() => Assert.False(Judge.Decide(new CheckHistory([], [], []), new StoredState([], [], [])).Holds);

    [Fact]
    public void P1_a_message_that_was_acknowledged_and_is_gone_is_lost()
    {
        Messages.RemoveAt(2);
        BobGot.RemoveAt(2);

        Finds(Fault.Lost);
    }

    [Fact]
    public void P1_a_message_that_was_acknowledged_at_another_place_is_lost()
    {
        Sends[1] = Sends[1] with { MessageId = 999 };

        Finds(Fault.Lost);
    }

    [Fact]
    public void P1_a_message_that_was_acknowledged_without_a_place_and_is_gone_is_lost()
    {
        Sends[2] = Sends[2] with { Sequence = 0, MessageId = 0 };
        Assert.True(Judged().Holds);

        Messages.RemoveAt(2);
        BobGot.RemoveAt(2);
        Finds(Fault.Lost);
    }

    [Fact]
    public void P2_a_message_that_is_stored_twice_is_doubled()
    {
        Messages.Add(Stored(First, 4) with { Id = 104 });
        BobGot.Add(Got(First, 4) with { MessageId = 104 });

        Assert.Equal(1, Judged().Count(Fault.Doubled));
    }

    [Fact]
    public void P2_two_acknowledgements_of_two_places_are_doubled()
    {
        Sends.Add(Ack(First, 25, 28, 1) with { Sequence = 4, MessageId = 104 });

        Finds(Fault.Doubled);
    }

    [Fact]
    public void P2_an_id_that_two_messages_have_is_doubled()
    {
        Sends[2] = Sends[2] with { MessageId = 102 };
        Messages[2] = Messages[2] with { Id = 102 };
        BobGot[2] = BobGot[2] with { MessageId = 102 };

        Finds(Fault.Doubled);
    }

    [Fact]
    public void P2_a_push_that_is_repeated_over_the_same_connection_is_doubled()
    {
        BobGot.Add(Got(Third, 3));

        Finds(Fault.Doubled);
    }

    [Fact]
    public void A_push_that_is_repeated_over_a_new_connection_is_no_fault()
    {
        BobGot.Add(Got(Third, 3) with { Connection = 2 });

        Assert.True(Judged().Holds);
    }

    [Fact]
    public void P3_a_hole_in_the_log_is_reordered()
    {
        Messages[2] = Messages[2] with { Sequence = 4 };
        Sends[2] = Sends[2] with { Sequence = 4 };
        BobGot.RemoveAt(2);

        Assert.True(Judged().Count(Fault.Reordered) > 0);
    }

    [Fact]
    public void P3_a_later_message_that_comes_before_an_earlier_one_is_reordered()
    {
        (Messages[0], Messages[1]) = (Stored(Second, 1), Stored(First, 2));
        (Sends[0], Sends[1]) = (Ack(First, 10, 20, 2), Ack(Second, 30, 40, 1));
        (BobGot[0], BobGot[1]) = (Got(Second, 1), Got(First, 2));

        Finds(Fault.Reordered);
    }

    [Fact]
    public void P3_a_reader_who_sees_another_message_at_a_place_finds_it_reordered()
    {
        BobGot[1] = BobGot[1] with { MessageId = 103, ClientId = Third };

        Finds(Fault.Reordered);
    }

    [Fact]
    public void P3_pushes_out_of_order_are_reordered()
    {
        (BobGot[1], BobGot[2]) = (BobGot[2], BobGot[1]);

        Assert.True(Judged().Count(Fault.Reordered) > 0);
    }

    [Fact]
    public void P4_a_member_who_never_got_a_message_lost_it()
    {
        BobGot.RemoveAt(2);

        Finds(Fault.Lost);
    }

    [Fact]
    public void P4_a_push_that_leaves_one_out_lost_it_even_when_the_client_asks_for_it_later()
    {
        BobGot.RemoveAt(1);
        BobGot.Add(Got(Second, 2) with { Live = false });

        Finds(Fault.Lost);
    }

    [Fact]
    public void P4_an_earlier_stretch_is_owed_to_who_reads_all_and_not_to_a_device_with_a_cursor()
    {
        Stretches[1] = new StoredStretch(Group, "bob", 1, 1);
        Stretches.Add(new StoredStretch(Group, "bob", 3, null));
        BobGot.RemoveRange(0, 2);

        Finds(Fault.Lost);
        Assert.True(Judged(readsAll: false).Holds);
    }

    [Fact]
    public void A_text_that_arrives_changed_is_lost()
    {
        BobGot[1] = BobGot[1] with { Intact = false };

        Finds(Fault.Lost);
    }

    [Fact]
    public void P5_a_message_from_before_the_joining_is_leaked()
    {
        Stretches[1] = new StoredStretch(Group, "bob", 2, null);

        Finds(Fault.Leaked);
    }

    [Fact]
    public void P5_a_conversation_one_was_never_in_is_leaked()
    {
        Stretches.RemoveAt(1);

        Assert.Equal(3, Judged().Count(Fault.Leaked));
    }

    [Fact]
    public void P5_a_message_sent_between_the_removal_and_the_return_is_leaked_whatever_the_database_says()
    {
        Changes.Add(new MemberChange(Group, "bob", Joined: false, 21, 25, Known: true));
        Changes.Add(new MemberChange(Group, "bob", Joined: true, 45, 48, Known: true));

        Finds(Fault.Leaked);
    }

    [Fact]
    public void A_removal_that_nobody_knows_of_proves_nothing()
    {
        Changes.Add(new MemberChange(Group, "bob", Joined: false, 21, 25, Known: false));

        Assert.True(Judged().Holds);
    }

    [Fact]
    public void P6_a_message_that_was_refused_and_is_stored_is_leaked()
    {
        Sends[1] = Sends[1] with { Outcome = SendOutcome.Refused, Sequence = 0, MessageId = 0 };

        Finds(Fault.Leaked);
    }

    [Fact]
    public void P6_a_message_without_any_answer_is_unresolved()
    {
        Sends[1] = Sends[1] with { Outcome = SendOutcome.Unknown };

        Finds(Fault.Unresolved);
    }

    [Fact]
    public void P6_an_unknown_outcome_that_a_retry_resolved_is_counted_and_no_fault()
    {
        Sends.Insert(1, Sends[1] with { Outcome = SendOutcome.Unknown, Completed = 35 });
        var verdict = Judged();

        Assert.True(verdict.Holds);
        Assert.Equal(1, verdict.Unknown);
    }

    [Fact]
    public void An_unread_count_that_a_recount_does_not_give_is_wrong()
    {
        Unread[0] = Unread[0] with { Told = 2 };

        Finds(Fault.WrongUnread);
    }

    private static SendAttempt Ack(Guid clientId, long invoked, long completed, long sequence)
        => new("alice-hub", "alice", Group, clientId, invoked, completed, SendOutcome.Acked, sequence, 100 + sequence);

    private static StoredMessage Stored(Guid clientId, long sequence) => new(Group, sequence, 100 + sequence, "alice", clientId);

    private static Receipt Got(Guid clientId, long sequence) => new(Group, sequence, 100 + sequence, "alice", clientId, Connection: 1, Live: true, Intact: true);

    private Verdict Judged(bool readsAll = true) => Judge.Decide(
        new CheckHistory(
            Sends,
            Changes,
            [
                new ActorRecord("bob-hub", "bob", GetsOwn: true, readsAll, BobGot),

                // Who wrote everything is not told of it: nothing is owed.
                new ActorRecord("alice-hub", "alice", GetsOwn: false, ReadsAll: false, []),
            ]),
        new StoredState(Messages, Stretches, Unread));

    private void Finds(Fault fault)
    {
        var verdict = Judged();

        Assert.False(verdict.Holds);
        Assert.True(verdict.Count(fault) > 0, string.Join('\n', verdict.Evidence));
        Assert.All(Enum.GetValues<Fault>().Where(other => other != fault), other => Assert.Equal(0, verdict.Count(other)));
    }
}

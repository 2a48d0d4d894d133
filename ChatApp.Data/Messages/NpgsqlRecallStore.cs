using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Recalls;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Removes messages for everyone, in plain SQL because the log is.</summary>
internal sealed class NpgsqlRecallStore(NpgsqlDataSource database) : IRecallStore
{
    // The place stays, or the sequence would have a hole; the client id stays, or a resend would bring the message back.
    private const string EmptySql = """
        update messages
        set state = 1, text = '', payload = null, mentions = null, reply_to = null, wire_type = null, version = null, edited_at = null, recalled_by = $3
        where conversation_id = $1 and sequence = $2
        """;

    // An earlier change of a message that is gone has nothing more to tell than this one.
    private static readonly string[] Rest =
    [
        "delete from message_edits where conversation_id = $1 and sequence = $2",
        "delete from message_reactions where conversation_id = $1 and sequence = $2",
        "delete from message_pins where conversation_id = $1 and sequence = $2",
        "delete from message_stars where conversation_id = $1 and sequence = $2",
        $"delete from message_changes where conversation_id = $1 and sequence = $2 and kind <> 1",
    ];

    public async Task<Outcome<long?>> RecallAsync(MessagePlace place, MessageJudge judge, CancellationToken cancellationToken)
    {
        await using var locked = await LockedMessage.OpenAsync(database, place, cancellationToken);
        if (locked.Facts is not { } facts || !facts.Actor.MaySee(place.Sequence))
        {
            return ErrorCode.NotFound;
        }

        if (facts.Message.State == MessageState.Recalled && facts.Actor.LeftSequence is null)
        {
            return (long?)null;
        }

        return judge(facts) is { } refusal
            ? refusal
            : await locked.CommitAsync(
                ChangeKind.Recalled, cancellationToken, [locked.Statement(EmptySql, place.Actor.User.Value), .. Rest.Select(sql => locked.Statement(sql))]);
    }
}

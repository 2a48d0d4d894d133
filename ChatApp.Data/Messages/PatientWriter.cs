using System.Net.Sockets;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Writes carefully what could not be written at once, as often as it takes, and tells the senders and then the members.</summary>
internal sealed partial class PatientWriter(BatchWriter writer, IMessageDelivery delivery, TimeProvider clock, ILogger logger)
{
    // 50 ms, doubled each time, reaches five seconds with the seventh try: a database that restarts is usually back by then.
    private const int MaxTries = 7;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    // A database that is frozen lets every try run into its time-out: then the tries are fewer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether the last batch was given up because the database was away.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Whether the batch was refused because a row of it was held by another transaction for too long; nothing was written.</summary>
    public static bool IsHeld(PostgresException refused) => refused.SqlState == PostgresErrorCodes.LockNotAvailable;

    // Class 22: a value the type does not take. 54: beyond a limit of the server, as nesting. 23502 and 23514: a constraint of the row.
    public static bool IsAboutData(PostgresException refused)
        => refused.SqlState.StartsWith("22", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("54", StringComparison.Ordinal)
            || refused.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.CheckViolation;

    /// <summary>Writes a batch; every message has its answer then, but for those it returns.</summary>
    /// <returns>The messages of conversations that other transactions hold, in their order.</returns>
    public async Task<List<WaitingMessage>> WriteAsync(List<WaitingMessage> batch)
    {
        var started = clock.GetTimestamp();
        GaveUp = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Tell(batch, await writer.WriteCarefullyAsync(batch));
            }
            catch (PostgresException refused) when (IsHeld(refused))
            {
                return await FindHeldAsync(batch);
            }
            catch (PostgresException refused) when (IsAboutData(refused))
            {
                return await IsolateAsync(batch, refused);
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or SocketException or TimeoutException)
            {
                // Also when the connection was lost in COMMIT: the next attempt finds by client id what that one wrote.
                LogRetry(fault, batch.Count, attempt);
                await writer.ResetAsync();
                if (attempt == MaxTries || clock.GetElapsedTime(started) >= Longest)
                {
                    GaveUp = true;
                    LogGaveUp(batch.Count);
                    Finish(batch, ErrorCode.Unavailable);
                    return [];
                }

                await Task.Delay(FirstPause * (1 << (attempt - 1)), clock);
            }
            catch (Exception bug)
            {
                // A writer that dies would leave every later sender waiting for ever.
                LogRetry(bug, batch.Count, attempt);
                await writer.ResetAsync();
                Finish(batch, ErrorCode.Unavailable);
                return [];
            }
        }
    }

    public static void Finish(List<WaitingMessage> batch, ErrorCode refusal)
    {
        foreach (var message in batch)
        {
            message.Finish(refusal);
        }
    }

    // Conversations that are held are left out by the statement itself. This is for the row of a member, which is met later: halves of
    // the conversations are tried until the one that it is about stands alone.
    private async Task<List<WaitingMessage>> FindHeldAsync(List<WaitingMessage> batch)
    {
        var conversations = batch.Select(message => message.Pending.Conversation).Distinct().ToList();
        if (conversations.Count == 1)
        {
            return batch;
        }

        var half = conversations.Take(conversations.Count / 2).ToHashSet();
        var held = await WriteAsync(batch.FindAll(message => half.Contains(message.Pending.Conversation)));
        held.AddRange(await WriteAsync(batch.FindAll(message => !half.Contains(message.Pending.Conversation))));
        return held;
    }

    // One row that the database will not take must not cost the others of its batch: halves are tried until it stands alone.
    private async Task<List<WaitingMessage>> IsolateAsync(List<WaitingMessage> batch, PostgresException refused)
    {
        await writer.ResetAsync();
        if (batch.Count == 1)
        {
            LogRefusedRow(refused.SqlState);
            Finish(batch, ErrorCode.InvalidPayload);
            return [];
        }

        var half = batch.Count / 2;
        var held = await WriteAsync(batch[..half]);
        var second = batch[half..];
        if (held.Count > 0)
        {
            // What is behind a message that has to wait waits behind it.
            var behind = held.Select(message => message.Pending.Conversation).ToHashSet();
            held.AddRange(second.FindAll(message => behind.Contains(message.Pending.Conversation)));
            second.RemoveAll(message => behind.Contains(message.Pending.Conversation));
        }

        if (second.Count > 0)
        {
            held.AddRange(await WriteAsync(second));
        }

        return held;
    }

    private List<WaitingMessage> Tell(List<WaitingMessage> batch, WrittenBatch written)
    {
        var held = new List<WaitingMessage>();
        for (var i = 0; i < batch.Count; i++)
        {
            if (written.Outcomes[i] is { } outcome)
            {
                batch[i].Finish(outcome);
            }
            else
            {
                held.Add(batch[i]);
            }
        }

        if (written.Committed.Count > 0)
        {
            delivery.Publish(written.Committed);
        }

        return held;
    }

    [LoggerMessage(EventIds.WriterRetry, LogLevel.Warning, "Writing {Messages} messages failed at attempt {Attempt}.")]
    private partial void LogRetry(Exception fault, int messages, int attempt);

    [LoggerMessage(EventIds.WriterGaveUp, LogLevel.Error, "The database is away: {Messages} senders were told so.")]
    private partial void LogGaveUp(int messages);

    [LoggerMessage(EventIds.WriterRefusedRow, LogLevel.Warning, "The database refused one message with {SqlState}.")]
    private partial void LogRefusedRow(string sqlState);
}

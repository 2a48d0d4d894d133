using System.Diagnostics.CodeAnalysis;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Messages;

/// <summary>
/// The conversations of a lane whose rows another transaction holds. Their messages wait here, so that the lane goes on with all others,
/// and are tried again over a connection of their own until the row is free or <see cref="MessageLimits.SetAsidePatience"/> is over.
/// </summary>
internal sealed partial class HeldConversations(
    BatchWriter writer, IMessageDelivery delivery, TimeProvider clock, MessageLimits limits, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(160);

    private readonly PatientWriter _patient = new(writer, delivery, clock, logger);
    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, Waiters> _held = [];
    private Task _trying = Task.CompletedTask;
    private int _messages;

    /// <summary>Whether nothing waits here. Only the lane adds, so to the lane a yes is certain.</summary>
    public bool IsEmpty => Volatile.Read(ref _messages) == 0;

    /// <summary>Takes the messages of conversations that turned out to be held.</summary>
    public void Add(List<WaitingMessage> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                if (!_held.TryGetValue(message.Pending.Conversation, out var waiters))
                {
                    _held[message.Pending.Conversation] = waiters = new Waiters(clock.GetTimestamp());
                }

                Join(waiters, message);
            }

            LogHeld(messages.Count, _held.Count);
            if (_trying.IsCompleted)
            {
                _trying = Task.Run(WriteAllAsync);
            }
        }
    }

    /// <summary>Takes a message whose conversation is held; <see langword="false"/> when it is not, and the lane writes it.</summary>
    public bool TryJoin(WaitingMessage message)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(message.Pending.Conversation, out var waiters))
            {
                return false;
            }

            Join(waiters, message);
            return true;
        }
    }

    /// <summary>Ends when every message has its answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await _trying;
        await writer.DisposeAsync();
    }

    private void Join(Waiters waiters, WaitingMessage message)
    {
        if (waiters.Messages.Count >= limits.MaxSetAside || _messages >= limits.MaxWaiting)
        {
            message.Finish(ErrorCode.TooBusy);
            return;
        }

        waiters.Messages.Add(message);
        Volatile.Write(ref _messages, _messages + 1);
    }

    private async Task WriteAllAsync()
    {
        var pause = FirstPause;
        while (TryTakeAll(out var conversations))
        {
            var wrote = false;
            foreach (var conversation in conversations)
            {
                wrote |= await WriteAsync(conversation);
            }

            pause = wrote ? FirstPause : pause < LongestPause ? pause * 2 : pause;
            await Task.Delay(pause, clock);
        }
    }

    private bool TryTakeAll([NotNullWhen(true)] out ConversationId[]? conversations)
    {
        lock (_gate)
        {
            conversations = _held.Count == 0 ? null : [.. _held.Keys];
            if (conversations is null)
            {
                // Said under the lock: who adds after it starts the next round.
                _trying = Task.CompletedTask;
            }

            return conversations is not null;
        }
    }

    /// <returns>Whether the conversation's row was free.</returns>
    private async Task<bool> WriteAsync(ConversationId conversation)
    {
        List<WaitingMessage> batch;
        bool late;
        lock (_gate)
        {
            var waiters = _held[conversation];
            batch = waiters.Messages[..Math.Min(limits.MaxBatch, waiters.Messages.Count)];
            late = clock.GetElapsedTime(waiters.Since) >= limits.SetAsidePatience;
        }

        // None when there was no room for the first that came.
        var left = batch.Count == 0 ? [] : await _patient.WriteAsync(batch);
        var written = batch.Count - left.Count;
        lock (_gate)
        {
            var waiters = _held[conversation];

            waiters.Messages.RemoveRange(0, batch.Count);
            waiters.Messages.InsertRange(0, left);
            Volatile.Write(ref _messages, _messages - written);
            if (written > 0)
            {
                waiters.Since = clock.GetTimestamp();
            }
            else if (late)
            {
                LogGaveUp(waiters.Messages.Count);
                Volatile.Write(ref _messages, _messages - waiters.Messages.Count);
                PatientWriter.Finish(waiters.Messages, ErrorCode.Unavailable);
                waiters.Messages.Clear();
            }

            if (waiters.Messages.Count == 0)
            {
                _held.Remove(conversation);
            }
        }

        return written > 0;
    }

    [LoggerMessage(EventIds.WriterSetAside, LogLevel.Warning, "Another transaction holds the rows of {Messages} messages: {Conversations} conversations wait apart.")]
    private partial void LogHeld(int messages, int conversations);

    [LoggerMessage(EventIds.WriterStillHeld, LogLevel.Error, "Another transaction still holds a conversation: {Messages} senders were told so.")]
    private partial void LogGaveUp(int messages);

    private sealed class Waiters(long since)
    {
        /// <summary>When the last of them could be written, or the first came.</summary>
        public long Since { get; set; } = since;

        public List<WaitingMessage> Messages { get; } = [];
    }
}

using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Kinds;
using ChatApp.Core.Users;

namespace ChatApp.Core.Messages.Forwards;

/// <summary>Copies messages from one conversation into another: the content only, and only what the sender may read.</summary>
public sealed class ForwardService(MessageAccess access, MessageService messages, UserService users)
{
    /// <summary>Forwards messages one by one, in their order; each is a message of the sender with a client id of its own.</summary>
    /// <returns>
    /// For each item what <see cref="MessageService.SendAsync"/> says, <see cref="ErrorCode.NotFound"/> for what the sender cannot see or
    /// what was removed, <see cref="ErrorCode.Forbidden"/> for a notice; or <see cref="ErrorCode.NotFound"/> for a conversation that is not
    /// the sender's, <see cref="ErrorCode.InvalidRequest"/> for none or more than <see cref="ForwardLimits.MaxOneByOne"/>.
    /// </returns>
    public async Task<Outcome<IReadOnlyList<Outcome<SentMessage>>>> ForwardAsync(
        ForwardRoute route, IReadOnlyList<ForwardItem> items, CancellationToken cancellationToken)
    {
        if (items.Count is 0 or > ForwardLimits.MaxOneByOne)
        {
            return ErrorCode.InvalidRequest;
        }

        var found = await access.ReadAsync(route.Sender, route.From, [.. items.Select(item => item.Sequence)], cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var sources = found.Value.ToDictionary(message => message.Sequence);
        var results = new List<Outcome<SentMessage>>(items.Count);
        foreach (var item in items)
        {
            results.Add(sources.TryGetValue(item.Sequence, out var source)
                ? await CopyAsync(route, source, item.ClientId, cancellationToken)
                : ErrorCode.NotFound);
        }

        return Outcome.Of<IReadOnlyList<Outcome<SentMessage>>>(results);
    }

    /// <summary>Forwards messages as one record, which the server writes: its lines are what was said, in the order it was said.</summary>
    /// <param name="route">From where to where.</param>
    /// <param name="clientId">The sender's own id of the record.</param>
    /// <param name="sequences">What it shall hold, up to <see cref="ForwardLimits.MaxMerged"/>.</param>
    /// <param name="title">Its title, up to <see cref="ForwardLimits.MaxTitle"/> characters; the senders' names when there is none.</param>
    /// <param name="cancellationToken">Observed until the record is taken by a writer.</param>
    /// <returns>
    /// What <see cref="MessageService.SendAsync"/> says, <see cref="ErrorCode.BodyTooLarge"/> beyond <see cref="MessageLimits.MaxRecordBytes"/>;
    /// <see cref="ErrorCode.NotFound"/> when one of the messages cannot be seen or was removed, <see cref="ErrorCode.Forbidden"/> for a notice;
    /// <see cref="ErrorCode.InvalidRequest"/> for none, too many or too long a title.
    /// </returns>
    public async Task<Outcome<SentMessage>> MergeAsync(
        ForwardRoute route, Guid clientId, IReadOnlyCollection<long> sequences, string? title, CancellationToken cancellationToken)
    {
        var wanted = sequences.Distinct().ToArray();
        if (wanted.Length is 0 or > ForwardLimits.MaxMerged || title?.Length > ForwardLimits.MaxTitle)
        {
            return ErrorCode.InvalidRequest;
        }

        var found = await access.ReadAsync(route.Sender, route.From, wanted, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        // All or nothing: a record with a hole would say something else than was said.
        if (found.Value.Count < wanted.Length || found.Value.Any(message => message.State == MessageState.Recalled))
        {
            return ErrorCode.NotFound;
        }

        if (found.Value.Any(message => message.Kind == MessageKind.Notice))
        {
            return ErrorCode.Forbidden;
        }

        var senders = found.Value.Select(message => message.Sender).Distinct().ToArray();
        var profiles = await users.GetManyAsync(senders, cancellationToken);
        var names = profiles.ToDictionary(profile => profile.Key, profile => profile.Value.DisplayName);
        var heading = string.IsNullOrWhiteSpace(title) ? Words.Cut(string.Join(", ", senders.Select(sender => names.GetValueOrDefault(sender, sender.Value))), ForwardLimits.MaxTitle) : title;
        var payload = RecordPayload.Write(heading, found.Value, names);
        return await messages.SendAsync(
            new MessageDraft(route.Sender, route.Origin, route.To, clientId, MessageKind.Record, string.Empty, payload), cancellationToken);
    }

    private async Task<Outcome<SentMessage>> CopyAsync(ForwardRoute route, Message source, Guid clientId, CancellationToken cancellationToken)
    {
        if (source.State == MessageState.Recalled)
        {
            return ErrorCode.NotFound;
        }

        return source.Kind == MessageKind.Notice
            ? ErrorCode.Forbidden
            : await messages.SendAsync(
                new MessageDraft(route.Sender, route.Origin, route.To, clientId, source.Kind, source.Text, source.Payload, WireType: source.WireType), cancellationToken);
    }
}

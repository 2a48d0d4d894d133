using System.Text.Json;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Core.Personal;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Groups;

/// <summary>Makes groups and changes who is in them.</summary>
public sealed class GroupService(
    IGroupStore store,
    IConversationStore conversations,
    ConversationAccess access,
    IMessageLog log,
    IEventDelivery delivery,
    ModerationService moderation,
    ServerSettings settings,
    UserSettingService personal,
    TimeProvider clock)
{
    /// <summary>A group that the person takes part in, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<Group>> GetAsync(UserId user, string id, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, ConversationTarget.Group(id), cancellationToken);
        return membership.Refusal is not null || await store.FindAsync(id, cancellationToken) is not { } group ? ErrorCode.NotFound : group;
    }

    /// <summary>The members of a group that the person takes part in, by user id, after one; at most 200.</summary>
    public async Task<Outcome<IReadOnlyList<ConversationMember>>> MembersAsync(UserId user, string id, UserId? after, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, ConversationTarget.Group(id), cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        return membership.Value.LeftSequence is not null
            ? ErrorCode.NotFound
            : Outcome.Of(await conversations.ListMembersAsync(membership.Value.Conversation, after, GroupLimits.MaxAddedAtOnce, cancellationToken));
    }

    /// <summary>Makes a group of the owner and others, and says so in it.</summary>
    /// <returns>The group, or <see cref="ErrorCode.InvalidRequest"/> for an empty or too long name, <see cref="ErrorCode.SensitiveWord"/>, <see cref="ErrorCode.GroupFull"/>.</returns>
    public async Task<Outcome<Group>> CreateAsync(UserId owner, string name, IReadOnlyCollection<UserId> others, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > GroupLimits.MaxName || name.Any(char.IsControl) || others.Count > GroupLimits.MaxAddedAtOnce)
        {
            return ErrorCode.InvalidRequest;
        }

        var members = others.Append(owner).Distinct().ToArray();
        if (members.Length > settings.Number(ServerSettingNames.GroupsMaxMembers))
        {
            return ErrorCode.GroupFull;
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var judged = moderation.Judge(name, ModerationScope.GroupNames, new HitContext(owner, Conversation: null, $"Group:{id}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        var conversation = await store.CreateAsync(id, judged.Value, owner, members, clock.GetUtcNow(), cancellationToken);
        var key = ConversationKey.Of(owner, ConversationTarget.Group(id));
        foreach (var member in members)
        {
            delivery.Include(conversation, key, member, joinedSequence: 0);
        }

        delivery.PublishTo(conversation, new MembersEvent(key, members, []));
        await NoteAsync(conversation, owner, id, "created", [.. members.Where(member => member != owner)], cancellationToken);
        return (await store.FindAsync(id, cancellationToken))!;
    }

    /// <summary>Adds people to a group; any member may.</summary>
    /// <returns>Who was added (those who were in it already are not); or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>,
    /// <see cref="ErrorCode.GroupFull"/>, <see cref="ErrorCode.InvalidRequest"/> for none or more than <see cref="GroupLimits.MaxAddedAtOnce"/>.</returns>
    public async Task<Outcome<IReadOnlyList<UserId>>> AddMembersAsync(
        UserId user, string id, IReadOnlyCollection<UserId> added, CancellationToken cancellationToken)
    {
        if (added.Count is 0 or > GroupLimits.MaxAddedAtOnce)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await CurrentAsync(user, id, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var result = await store.AddMembersAsync(
            conversation, added, settings.Number(ServerSettingNames.GroupsMaxMembers), clock.GetUtcNow(), cancellationToken);
        if (result.Refusal is { } full)
        {
            return full;
        }

        foreach (var person in result.Value.Added)
        {
            delivery.Include(conversation, key, person, result.Value.JoinedSequence);
        }

        if (result.Value.Added.Count > 0)
        {
            delivery.PublishTo(conversation, new MembersEvent(key, result.Value.Added, []));
            await NoteAsync(conversation, user, id, "added", result.Value.Added, cancellationToken);
        }

        return Outcome.Of(result.Value.Added);
    }

    /// <summary>Takes a person out of a group: oneself, or somebody of a lower role.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>
    /// (the owner cannot leave without handing the group over).</returns>
    public async Task<Outcome<Done>> RemoveMemberAsync(UserId user, string id, UserId removed, CancellationToken cancellationToken)
    {
        var membership = await CurrentAsync(user, id, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var target = user == removed ? membership : await CurrentAsync(removed, id, cancellationToken);
        if (target.Refusal is not null)
        {
            return ErrorCode.NotFound;
        }

        if (target.Value.Role == MemberRole.Owner || (user != removed && target.Value.Role >= membership.Value.Role))
        {
            return ErrorCode.Forbidden;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);

        // Before the commit: whatever is committed after it must not reach the removed person's connections.
        bool wasMember;
        using (delivery.Exclude(conversation, removed))
        {
            try
            {
                wasMember = await store.RemoveMemberAsync(conversation, removed, clock.GetUtcNow(), cancellationToken);
            }
            catch
            {
                // Nobody knows whether it was committed: taking it for undone would let through what the person must not see.
                delivery.Recheck(conversation, removed);
                throw;
            }
        }

        if (!wasMember)
        {
            return ErrorCode.NotFound;
        }

        var change = new MembersEvent(key, [], [removed]);
        delivery.PublishTo(conversation, change);
        delivery.PublishTo(removed, change);
        if (user != removed)
        {
            await NoteAsync(conversation, user, id, "removed", [removed], cancellationToken);
        }

        await personal.ForgetGroupAsync(removed, id, cancellationToken);

        return Outcome.Done;
    }

    /// <summary>Renames a group; the owner and managers may.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>,
    /// <see cref="ErrorCode.InvalidRequest"/>, <see cref="ErrorCode.SensitiveWord"/>.</returns>
    public async Task<Outcome<Done>> RenameAsync(UserId user, string id, string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > GroupLimits.MaxName || name.Any(char.IsControl))
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await CurrentAsync(user, id, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (membership.Value.Role < MemberRole.Manager)
        {
            return ErrorCode.Forbidden;
        }

        var judged = moderation.Judge(name, ModerationScope.GroupNames, new HitContext(user, membership.Value.Conversation, $"Group:{id}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        await store.RenameAsync(id, judged.Value, cancellationToken);
        delivery.PublishTo(membership.Value.Conversation, new GroupEvent(id));
        return Outcome.Done;
    }

    /// <summary>Sets whether who joins from now on sees what was written before; the owner and managers may. Who is in it already sees no more for it.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>.</returns>
    public async Task<Outcome<Done>> SetHistoryVisibleAsync(UserId user, string id, bool visible, CancellationToken cancellationToken)
    {
        var membership = await CurrentAsync(user, id, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (membership.Value.Role < MemberRole.Manager)
        {
            return ErrorCode.Forbidden;
        }

        await store.SetHistoryVisibleAsync(id, visible, cancellationToken);
        delivery.PublishTo(membership.Value.Conversation, new GroupEvent(id));
        return Outcome.Done;
    }

    private async Task<Outcome<Membership>> CurrentAsync(UserId user, string id, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, ConversationTarget.Group(id), cancellationToken);
        return membership.Refusal is null && membership.Value.LeftSequence is not null ? ErrorCode.NotAMember : membership;
    }

    private async Task NoteAsync(
        ConversationId conversation, UserId actor, string group, string what, IReadOnlyList<UserId> people, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.Serialize(
            new GroupNotice(what, [.. people.Select(person => person.Value)]), GroupNoticeJson.Default.GroupNotice);
        var draft = new MessageDraft(
            actor, Origin: null, ConversationTarget.Group(group), Guid.CreateVersion7(clock.GetUtcNow()), MessageKind.Notice, string.Empty, payload);

        // The change itself is stored and told; a notice that cannot be written now is not worth failing it.
        _ = await log.AppendAsync(new PendingMessage(conversation, ConversationKey.Of(actor, draft.To), draft), cancellationToken);
    }
}

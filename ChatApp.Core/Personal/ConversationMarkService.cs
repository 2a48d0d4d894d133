using System.Globalization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Personal;

/// <summary>Mutes, pins and archives a person's conversations.</summary>
public sealed class ConversationMarkService(ConversationAccess access, UserSettingService settings, TimeProvider clock)
{
    /// <summary>The longest that a conversation can be muted up to a moment; for longer it is muted without an end.</summary>
    public static readonly TimeSpan LongestMute = TimeSpan.FromDays(366);

    /// <summary>Changes how a conversation stands in the person's list.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/> when nothing is to be changed or the end of the
    /// mute is past or too far, <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    public async Task<Outcome<Done>> SetAsync(UserId user, ConversationTarget target, ConversationMarks marks, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (marks is { Muted: null, Pinned: null, Archived: null }
            || (marks.MutedUntil is { } until && (marks.Muted != true || until <= now || until > now + LongestMute)))
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var key = SettingKeys.Of(target);
        var changes = new List<SettingDraft>();
        if (marks.Muted is { } muted)
        {
            var value = !muted ? string.Empty : marks.MutedUntil is { } end ? SettingValues.Until(end) : SettingValues.On;
            changes.Add(new SettingDraft(SettingScopes.ConversationMuted, key, value));
        }

        if (marks.Pinned is { } pinned)
        {
            changes.Add(new SettingDraft(SettingScopes.ConversationPinned, key, pinned ? SettingValues.On : string.Empty));
        }

        if (marks.Archived is { } archived)
        {
            var next = (membership.Value.LastSequence + 1).ToString(CultureInfo.InvariantCulture);
            changes.Add(new SettingDraft(SettingScopes.ConversationArchived, key, archived ? next : string.Empty));
        }

        var saved = await settings.WriteAsync(user, changes, cancellationToken);
        return saved.Refusal is { } full ? full : Outcome.Done;
    }
}

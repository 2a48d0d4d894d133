using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Personal;

/// <summary>Keeps what people type and have not sent, for all of their devices.</summary>
public sealed class DraftService(ConversationAccess access, IUserSettingStore store, PersonalSettings personal, UserSettingService settings)
{
    /// <summary>The draft of a conversation; an empty one when there is none.</summary>
    /// <returns>The draft, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Draft>> GetAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is { } refusal
            ? refusal
            : ToDraft(await store.FindAsync(user, SettingScopes.ConversationDraft, SettingKeys.Of(target), cancellationToken));
    }

    /// <summary>Changes a draft. When another device changed it meanwhile both texts are kept: the other one among <see cref="Draft.Others"/>.</summary>
    /// <returns>The draft as it is now; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.BodyTooLarge"/> when all of it is more than
    /// <see cref="UserSettingLimits.MaxValue"/> characters, <see cref="ErrorCode.Forbidden"/> while the person keeps drafts on their devices,
    /// <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    public async Task<Outcome<Draft>> SaveAsync(UserId user, ConversationTarget target, DraftChange change, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if ((await personal.OfAsync(user, cancellationToken)).DraftSyncOff)
        {
            return ErrorCode.Forbidden;
        }

        var tooLarge = false;
        var saved = await store.UpdateAsync(
            user,
            SettingScopes.ConversationDraft,
            SettingKeys.Of(target),
            present =>
            {
                var value = DraftValue.Read(present?.Value).After(change, present is null || present.Version == change.BaseVersion).Write();
                tooLarge = value.Length > UserSettingLimits.MaxValue;
                return tooLarge ? present?.Value ?? string.Empty : value;
            },
            UserSettingLimits.MaxSettings,
            cancellationToken);
        if (saved.Refusal is { } full)
        {
            return full;
        }

        if (tooLarge)
        {
            return ErrorCode.BodyTooLarge;
        }

        if (saved.Value.Changed)
        {
            settings.Tell(user, [saved.Value.Setting]);
        }

        return ToDraft(saved.Value.Setting);
    }

    private static Draft ToDraft(UserSetting? setting)
    {
        var value = DraftValue.Read(setting?.Value);
        return new Draft(value.Text, value.ReplyTo, value.Others ?? [], setting?.Version ?? 0);
    }
}

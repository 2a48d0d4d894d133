using System.Globalization;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Users;

namespace ChatApp.Core.Profiles;

/// <summary>Lets people read and change what they show of themselves.</summary>
public sealed class ProfileService(IProfileStore store, ModerationService moderation, INodeBus bus, TimeProvider clock)
{
    /// <summary>The most bytes of a picture.</summary>
    public const int MaxAvatarBytes = 256 * 1024;

    /// <summary>The longest side of a picture, in pixels.</summary>
    public const int MaxAvatarSide = 1024;

    /// <summary>A person's own profile, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<OwnProfile>> GetAsync(UserId user, CancellationToken cancellationToken)
        => await store.FindAsync(user, cancellationToken) is { } profile ? profile : ErrorCode.NotFound;

    /// <summary>Changes what others see of a person.</summary>
    /// <returns>The profile as it is now; <see cref="ErrorCode.InvalidRequest"/> for a text that is too long, invisible, or turns the
    /// direction of what stands beside it; <see cref="ErrorCode.SensitiveWord"/>.</returns>
    public async Task<Outcome<OwnProfile>> UpdateAsync(UserId user, ProfileDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var name = draft.DisplayName.Trim().Normalize(NormalizationForm.FormC);
        var signature = draft.Signature.Trim().Normalize(NormalizationForm.FormC);
        if (!IsVisible(name) || name.Length > Account.MaxDisplayName || signature.Length > Account.MaxSignature
            || !IsClean(name) || !IsClean(signature) || !Enum.IsDefined(draft.Gender))
        {
            return ErrorCode.InvalidRequest;
        }

        var judged = moderation.Judge(name, ModerationScope.Names, new HitContext(user, Conversation: null, $"User:{user}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        var spoken = moderation.Judge(signature, ModerationScope.Names, new HitContext(user, Conversation: null, $"User:{user}"));
        if (spoken.Refusal is { } unspeakable)
        {
            return unspeakable;
        }

        await store.UpdateAsync(user, new ProfileDraft(judged.Value, spoken.Value, draft.Gender), cancellationToken);
        return await GetAsync(user, cancellationToken);
    }

    /// <summary>Gives a person another name to sign in with.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NameTaken"/>, <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<Done>> ChangeUserNameAsync(UserId user, string userName, CancellationToken cancellationToken)
    {
        userName = userName.Trim();
        return userName.Length is 0 or > 64 ? ErrorCode.InvalidRequest : await store.ChangeUserNameAsync(user, userName, cancellationToken);
    }

    /// <summary>Gives a person another picture.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="bytes">A JPEG or PNG of at most <see cref="MaxAvatarBytes"/> bytes and <see cref="MaxAvatarSide"/> pixels a side,
    /// without anything but the picture: no place, no camera, no comment.</param>
    /// <param name="cancellationToken">Observed until it is stored.</param>
    /// <returns>The picture's id; <see cref="ErrorCode.BodyTooLarge"/>; <see cref="ErrorCode.InvalidPayload"/> for anything else.</returns>
    public async Task<Outcome<string>> SetAvatarAsync(UserId user, byte[] bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > MaxAvatarBytes)
        {
            return ErrorCode.BodyTooLarge;
        }

        if (ImageInspector.Inspect(bytes) is not { } image || Math.Max(image.Width, image.Height) > MaxAvatarSide || Math.Min(image.Width, image.Height) < 1)
        {
            return ErrorCode.InvalidPayload;
        }

        var now = clock.GetUtcNow();
        var avatar = new Avatar(Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture), image.ContentType, bytes);
        await store.SaveAvatarAsync(user, avatar, now, cancellationToken);
        bus.Publish(new AvatarChanged(user, avatar.Id));
        return avatar.Id;
    }

    /// <summary>Takes a person's picture away.</summary>
    public async Task RemoveAvatarAsync(UserId user, CancellationToken cancellationToken)
    {
        await store.SaveAvatarAsync(user, avatar: null, clock.GetUtcNow(), cancellationToken);
        bus.Publish(new AvatarChanged(user, Avatar: null));
    }

    /// <summary>A picture, for anybody who is signed in: profiles are open to all of them. Or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<Avatar>> ReadAvatarAsync(string id, CancellationToken cancellationToken)
        => id.Length == 32 && await store.FindAvatarAsync(id, cancellationToken) is { } avatar ? avatar : ErrorCode.NotFound;

    // A letter, number, sign or emoji: something that is seen. U+3164, U+2800 and U+115F are called letters and signs, and show nothing.
    private static bool IsVisible(string text) => text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && rune.Value is not (0x3164 or 0x2800 or 0x115F or 0x1160 or 0xFFA0)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Control));

    // No control characters, no half of a pair, and nothing that turns the direction of the words around it.
    private static bool IsClean(string text)
        => !text.Any(sign => char.IsControl(sign) || sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\uFFFE' or '\uFFFF')
            && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
}

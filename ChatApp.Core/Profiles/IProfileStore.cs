using ChatApp.Core.Kernel;

namespace ChatApp.Core.Profiles;

/// <summary>Keeps what people show of themselves.</summary>
public interface IProfileStore
{
    /// <summary>A person's own profile, or <see langword="null"/>.</summary>
    Task<OwnProfile?> FindAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Writes what others see.</summary>
    Task UpdateAsync(UserId user, ProfileDraft draft, CancellationToken cancellationToken);

    /// <summary>Gives an account another name to sign in with.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NameTaken"/>, <see cref="ErrorCode.InvalidRequest"/> for what cannot be one.</returns>
    Task<Outcome<Done>> ChangeUserNameAsync(UserId user, string userName, CancellationToken cancellationToken);

    /// <summary>Puts a picture in the place of a person's old one, or takes that away with <see langword="null"/>.</summary>
    Task SaveAvatarAsync(UserId user, Avatar? avatar, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A picture, or <see langword="null"/>.</summary>
    Task<Avatar?> FindAvatarAsync(string id, CancellationToken cancellationToken);

    /// <summary>The pictures of everybody who has one.</summary>
    Task<IReadOnlyDictionary<UserId, string>> ListAvatarsAsync(CancellationToken cancellationToken);
}

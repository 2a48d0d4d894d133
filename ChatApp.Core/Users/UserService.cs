using ChatApp.Core.Kernel;

namespace ChatApp.Core.Users;

/// <summary>Looks up people.</summary>
public sealed class UserService(IUserDirectory directory)
{
    /// <summary>The fewest characters to search by: one would list the whole product.</summary>
    public const int MinSearchText = 2;

    /// <summary>The most characters to search by.</summary>
    public const int MaxSearchText = 64;

    /// <summary>The most people one search returns.</summary>
    public const int MaxSearchResults = 20;

    /// <summary>One person's profile, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<UserProfile>> GetAsync(UserId id, CancellationToken cancellationToken)
    {
        var found = await directory.FindManyAsync([id], cancellationToken);
        return found.Count == 0 ? ErrorCode.NotFound : found[0];
    }

    /// <summary>The profiles of those ids that exist, by id. Costs one query.</summary>
    public async Task<IReadOnlyDictionary<UserId, UserProfile>> GetManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken)
        => ids.Count == 0
            ? new Dictionary<UserId, UserProfile>()
            : (await directory.FindManyAsync(ids, cancellationToken)).ToDictionary(profile => profile.Id);

    /// <summary>People whose user name starts with the text or whose display name holds it; at most <see cref="MaxSearchResults"/>.</summary>
    /// <returns>The people, or <see cref="ErrorCode.InvalidRequest"/> when the text is shorter than <see cref="MinSearchText"/> (one
    /// Chinese character is enough) or longer than <see cref="MaxSearchText"/>.</returns>
    public async Task<Outcome<IReadOnlyList<UserProfile>>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        text = text.Trim();
        if (text.Length > MaxSearchText || (text.Length < MinSearchText && (text.Length == 0 || text[0] < '\u2E80')))
        {
            return ErrorCode.InvalidRequest;
        }

        return Outcome.Of(await directory.SearchAsync(text, afterUserName: null, MaxSearchResults, cancellationToken));
    }
}

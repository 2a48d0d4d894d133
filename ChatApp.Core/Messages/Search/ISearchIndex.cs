namespace ChatApp.Core.Messages.Search;

/// <summary>The side table that says where something may be, and the texts to make sure of it.</summary>
public interface ISearchIndex
{
    /// <summary>Where in each conversation there may be something, the newest first; always also what is not indexed yet.</summary>
    /// <param name="scopes">The conversations.</param>
    /// <param name="filter">What is looked for.</param>
    /// <param name="each">How many indexed runs of each conversation at most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>For each scope, in its order: the runs, newest first, and whether there may be more below the last of them.</returns>
    Task<IReadOnlyList<(IReadOnlyList<SearchTrail> Trails, bool HasMore)>> FindAsync(
        IReadOnlyList<SearchScope> scopes, SearchFilter filter, int each, CancellationToken cancellationToken);

    /// <summary>The messages of some runs that pass the filter; their texts are still to be judged.</summary>
    Task<IReadOnlyList<Message>> ReadAsync(IReadOnlyList<SearchTrail> trails, SearchFilter filter, CancellationToken cancellationToken);
}

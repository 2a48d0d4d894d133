namespace ChatApp.Web.Authentication;

/// <summary>Where to go after signing in: only ever a path of this server.</summary>
internal static class ReturnUrls
{
    public const string Home = "/";

    public static string Local(string? url)
        => url is ['/', ..] and not ['/', '/' or '\\', ..] && url.Length <= 2048 && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal)
            ? url
            : Home;
}

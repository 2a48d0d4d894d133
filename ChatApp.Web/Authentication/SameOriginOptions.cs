namespace ChatApp.Web.Authentication;

/// <summary>Which other sites may act for a signed-in browser: none, unless they are named.</summary>
public sealed class SameOriginOptions
{
    /// <summary>Origins, as <c>https://intranet.example</c>.</summary>
    public IList<string> Origins { get; } = [];
}

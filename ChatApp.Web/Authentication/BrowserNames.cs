namespace ChatApp.Web.Authentication;

/// <summary>Reads a browser's User-Agent into what a person recognises: "Chrome · Windows". Never keeps any of its text.</summary>
internal static class BrowserNames
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger/", "WeChat"), ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var browser = Find(Browsers, agent);
        var system = Find(Systems, agent);
        return (browser, system) switch
        {
            (null, null) => "?",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} · {system}",
        };
    }

    /// <summary>Whether the browser runs on a phone: it should not be asked to scan a code with itself.</summary>
    public static bool IsPhone(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return agent.Contains("iPhone", StringComparison.Ordinal)
            || (agent.Contains("Android", StringComparison.Ordinal) && agent.Contains("Mobile", StringComparison.Ordinal));
    }

    private static string? Find((string Mark, string Name)[] marks, string agent)
        => Array.Find(marks, mark => agent.Contains(mark.Mark, StringComparison.Ordinal)).Name;
}

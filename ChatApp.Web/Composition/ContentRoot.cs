namespace ChatApp.Web.Composition;

/// <summary>Finds the folder of <c>appsettings.json</c>, from wherever the program is started.</summary>
internal static class ContentRoot
{
    public static string Find()
    {
        var current = Directory.GetCurrentDirectory();
        return File.Exists(Path.Combine(current, "appsettings.json")) ? current : AppContext.BaseDirectory;
    }
}

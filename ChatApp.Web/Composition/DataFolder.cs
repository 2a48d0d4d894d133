using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using ChatApp.Web.Composition.Configuration;

namespace ChatApp.Web.Composition;

/// <summary>The folder of everything that this server keeps on its own disk.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>The keys that protect cookies and form tokens.</summary>
    public string Keys => Private700("keys");

    /// <summary>What people have uploaded.</summary>
    public string Files => Private700("files");

    /// <summary>The certificate that the program made for itself.</summary>
    public string Certificates => Private700("certificates");

    public string DemoPassword => System.IO.Path.Combine(Path, "demo.password");

    /// <summary>The folder that the configuration names, or the usual one; made when it is missing.</summary>
    public static DataFolder From(IConfiguration configuration)
    {
        var path = configuration[ConfigurationKeys.DataFolder] is { Length: > 0 } wanted ? wanted : EmbeddedPostgresOptions.DefaultDataFolder;
        return new DataFolder(EmbeddedPostgresExtensions.PrepareDataFolder(path));
    }

    private string Private700(string name)
    {
        var folder = System.IO.Path.Combine(Path, name);
        try
        {
            return (OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Private)).FullName;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {folder} cannot be made: {denied.Message}", denied);
        }
    }
}

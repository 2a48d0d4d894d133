namespace ChatApp.Data.Embedded;

/// <summary>What the host needs of the embedded database before it is built.</summary>
public static class EmbeddedPostgresExtensions
{
    /// <summary>Makes the data folder when it is missing, with the rights that the database's user needs to pass through it.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="Core.Kernel.StartupException">It cannot be made, or others could change it.</exception>
    public static string PrepareDataFolder(string folder) => OperatingSystem.IsLinux()
        ? EmbeddedFolders.Open(folder).Data
        : Directory.CreateDirectory(folder).FullName;
}

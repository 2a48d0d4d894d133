using System.Globalization;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>Where the parts of an embedded database lie in the data folder. Making one checks that the folder is ours alone.</summary>
internal sealed class EmbeddedFolders
{
    /// <summary>What every half-made cluster's name starts with.</summary>
    public const string UnfinishedClusterPrefix = "cluster.new";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The server's user has to pass through a folder of root's to its own; it cannot list it.
    private const UnixFileMode OwnerAndPassing = Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private EmbeddedFolders(string data) => Data = data;

    public string Data { get; }

    public string Cluster => Path.Combine(Data, "cluster");

    public string PasswordFile => Path.Combine(Data, "postgres.password");

    public string InitdbPasswordFile => Path.Combine(Data, "initdb.password");

    public string LockFile => Path.Combine(Data, "chatapp.lock");

    /// <summary>The version that made the cluster, or <see langword="null"/> when there is no cluster.</summary>
    public int? ClusterVersion()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        if (!Directory.Exists(Cluster))
        {
            return null;
        }

        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file).Split('.')[0], CultureInfo.InvariantCulture, out var version))
        {
            throw new StartupException($"{Cluster} is not a PostgreSQL database: its file PG_VERSION is missing or unreadable. Restore it, or choose another Data:Folder.");
        }

        return version;
    }

    /// <summary>Makes the data folder when it is missing, and refuses one that others could have prepared or could change.</summary>
    public static EmbeddedFolders Open(string dataFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        try
        {
            if (Libc.Status(folder) is null)
            {
                Directory.CreateDirectory(folder, Libc.IsRoot ? OwnerAndPassing : Owner);
            }

            Check(folder, Libc.Status(folder));
            LetServerPass(folder);
            var folders = new EmbeddedFolders(folder);
            if (Libc.Status(folders.Cluster) is { IsFolder: false } cluster)
            {
                throw new StartupException(NotAFolder(folders.Cluster, cluster));
            }

            return folders;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {folder} cannot be made or read: {denied.Message} Choose one with Data:Folder.", denied);
        }
    }

    /// <summary>Refuses a folder of somebody else's. Root may also use one of the server's user's, as systemd's StateDirectory makes it.</summary>
    public void CheckOwner(ServerAccount? account)
    {
        var owner = Libc.Status(Data)?.Owner;
        if (owner != Libc.EffectiveUser && owner != account?.User)
        {
            throw new StartupException($"The data folder {Data} belongs to another user. Start ChatApp as that user, or choose another Data:Folder.");
        }
    }

    private static void Check(string folder, FileStatus? found)
    {
        if (found is not { IsFolder: true } status)
        {
            throw new StartupException(NotAFolder(folder, found));
        }

        if (status.IsWritableForEveryone)
        {
            throw new StartupException($"The data folder {folder} can be written by everyone on this machine. Choose a folder of your own with Data:Folder, or: chmod o-w {folder}");
        }
    }

    // A folder that root made by hand, or with a strict umask, is closed to the user that the server runs as.
    private static void LetServerPass(string folder)
    {
        if (Libc.IsRoot && Libc.Status(folder) is { Owner: 0 } status && !status.Permissions.HasFlag(UnixFileMode.OtherExecute))
        {
            File.SetUnixFileMode(folder, status.Permissions | OwnerAndPassing);
        }
    }

    private static string NotAFolder(string path, FileStatus? found) => found is { IsSymbolicLink: true }
        ? $"{path} is a symbolic link, which somebody could point elsewhere. Set Data:Folder to the folder that it leads to."
        : $"{path} is not a folder. Choose another Data:Folder.";
}

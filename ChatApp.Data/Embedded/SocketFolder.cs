using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>Chooses and makes the folder of the server's socket: private, and never one that somebody else could have put there.</summary>
internal static class SocketFolder
{
    public const string SocketName = ".s.PGSQL.5432";

    // sockaddr_un.sun_path has 108 bytes, the last of them zero.
    private const int LongestSocketPath = 107;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passing = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder ready for the server and returns it.</summary>
    public static string Prepare(string? wanted, string dataFolder, ServerAccount? account)
    {
        var folder = wanted is null ? Choose(dataFolder) : Path.GetFullPath(wanted);
        if (!Fits(folder))
        {
            throw new StartupException($"The socket folder {folder} is too long: a socket's whole path may have {LongestSocketPath} bytes. Choose a shorter one.");
        }

        MakePrivate(folder, account);
        return folder;
    }

    internal static bool Fits(string folder) => Encoding.UTF8.GetByteCount(Path.Combine(folder, SocketName)) <= LongestSocketPath;

    private static string Choose(string dataFolder)
    {
        // Two data folders of one machine must not meet in one socket.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..12];
        if (Libc.IsRoot && Directory.Exists("/run"))
        {
            Directory.CreateDirectory("/run/chatapp", Passing);
            return Path.Combine("/run/chatapp", name);
        }

        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string[] parents = string.IsNullOrEmpty(runtime) ? [dataFolder] : [runtime, dataFolder];
        foreach (var parent in parents)
        {
            var folder = parent == dataFolder ? Path.Combine(dataFolder, "socket") : Path.Combine(parent, "chatapp-" + name);
            if (Fits(folder) && Libc.Status(parent) is { IsFolder: true, IsWritableForEveryone: false } status && status.Owner == Libc.EffectiveUser)
            {
                return folder;
            }
        }

        // Everybody may write here, but only the owner may rename or remove (the sticky bit), and a folder that somebody else made
        // beforehand is refused below.
        return Path.Combine(Path.GetTempPath(), $"chatapp-{Libc.EffectiveUser}-{name}");
    }

    private static void MakePrivate(string folder, ServerAccount? account)
    {
        var owner = account?.User ?? Libc.EffectiveUser;
        if (Libc.Status(folder) is null)
        {
            Directory.CreateDirectory(folder, Private);
            if (account is not null)
            {
                Libc.ChangeOwner(folder, account.User, account.Group);
            }
        }

        // A program that was killed between making the folder and giving it away left it to root.
        if (account is not null && Libc.Status(folder) is { IsFolder: true, Owner: 0, IsPrivate: true })
        {
            Libc.ChangeOwner(folder, account.User, account.Group);
        }

        if (Libc.Status(folder) is not { IsFolder: true, IsPrivate: true } status || status.Owner != owner)
        {
            throw new StartupException($"The socket folder {folder} is not private to the database's user: it may be a trap. Look at it and remove it.");
        }
    }
}

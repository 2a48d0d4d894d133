using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>The random password of the cluster's superuser, in a file that only the program can read.</summary>
internal static class ClusterPassword
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int PasswordBytes = 24;

    /// <summary>Reads the password. Where there is no cluster yet, it is made: whole and on the disk, before initdb can use it.</summary>
    public static string ReadOrCreate(string path, bool clusterExists)
    {
        if (File.Exists(path))
        {
            return File.ReadAllText(path).Trim();
        }

        if (clusterExists)
        {
            throw new StartupException($"The database's password file {path} is missing, though its database is there. Put the file back from a backup of the data folder.");
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
        var unfinished = path + ".new";
        Write(unfinished, password);
        File.Move(unfinished, path);
        Libc.SyncFolder(Path.GetDirectoryName(path)!);
        return password;
    }

    /// <summary>Writes a private file that was not there before, so that no link can lead the write elsewhere.</summary>
    public static void Write(string path, string password)
    {
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private });
        file.Write(Encoding.ASCII.GetBytes(password));
        file.Flush(flushToDisk: true);
    }
}

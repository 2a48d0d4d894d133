using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Embedded;

/// <summary>
/// Makes a new cluster so that a program killed at any moment leaves either no cluster or a whole one: initdb works in a folder of
/// its own, writes it to the disk, and only then the folder gets its name.
/// </summary>
internal sealed partial class ClusterInitializer(EmbeddedFolders folders, PostgresBinaries binaries, ServerAccount? account, ServerCommand command, ILogger logger)
{
    public const string Superuser = "chatapp";

    public async Task InitializeAsync(string password, bool withoutDurability, CancellationToken cancellationToken)
    {
        LogMakingCluster(folders.Cluster, binaries.MajorVersion);
        RemoveLeftovers();

        // A name of its own for each attempt: an initdb whose program was killed goes on by itself, and must not meet the next one.
        var unfinished = Path.Combine(folders.Data, $"{EmbeddedFolders.UnfinishedClusterPrefix}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        Directory.CreateDirectory(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ClusterPassword.Write(folders.InitdbPasswordFile, password);
        if (account is not null)
        {
            Libc.ChangeOwner(unfinished, account.User, account.Group);
            Libc.ChangeOwner(folders.InitdbPasswordFile, account.User, account.Group);
        }

        List<string> arguments =
        [
            "-D", unfinished, "-U", Superuser, "--pwfile", folders.InitdbPasswordFile, "--auth-local=scram-sha-256", "--auth-host=reject",
            "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
        ];
        if (withoutDurability)
        {
            arguments.Add("--no-sync");
        }

        await command.RunAsync(binaries.Initdb, arguments, cancellationToken);
        File.Delete(folders.InitdbPasswordFile);
        Directory.Move(unfinished, folders.Cluster);
        Libc.SyncFolder(folders.Data);
    }

    /// <summary>Removes what attempts that did not finish left behind.</summary>
    public void RemoveLeftovers()
    {
        File.Delete(folders.InitdbPasswordFile);
        foreach (var leftover in Directory.EnumerateFileSystemEntries(folders.Data, EmbeddedFolders.UnfinishedClusterPrefix + "*"))
        {
            try
            {
                if (Libc.Status(leftover) is { IsFolder: true })
                {
                    Directory.Delete(leftover, recursive: true);
                }
                else
                {
                    File.Delete(leftover);
                }
            }
            catch (IOException stillWritten)
            {
                // The initdb of a killed program is still at work in it. It is in nobody's way, and the next start removes it.
                LogLeftoverStays(stillWritten, leftover);
            }
        }
    }

    [LoggerMessage(EventIds.MakingCluster, LogLevel.Information, "Making a new database in {Folder} with PostgreSQL {Version}.")]
    private partial void LogMakingCluster(string folder, int version);

    [LoggerMessage(EventIds.LeftoverStays, LogLevel.Warning, "{Folder}, left by a start that was cut off, cannot be removed yet.")]
    private partial void LogLeftoverStays(Exception stillWritten, string folder);
}

using System.Runtime.InteropServices;

namespace ChatApp.Data.Embedded;

/// <summary>What .NET has no call for: whose a file is, and signals.</summary>
internal static partial class Libc
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    private const int NoSuchEntry = 2;
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint BasicStatus = 0x7FF;

    public static bool IsRoot => EffectiveUser == 0;

    public static uint EffectiveUser => geteuid();

    /// <summary>Sends a signal; with 0 it only asks whether the process exists. A negative id means the whole group.</summary>
    public static bool Signal(int processId, int signal) => kill(processId, signal) == 0;

    /// <summary>Gives a file to a user, never through a symbolic link.</summary>
    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (lchown(path, user, group) != 0)
        {
            throw new IOException($"Cannot give {path} to user {user}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Makes sure that the names in a folder survive a loss of power.</summary>
    public static void SyncFolder(string path)
    {
        var descriptor = open(path, flags: 0);
        if (descriptor >= 0)
        {
            _ = fsync(descriptor);
            _ = close(descriptor);
        }
    }

    /// <summary>Looks at a path itself; a symbolic link is not followed. <see langword="null"/> when nothing is there.</summary>
    public static FileStatus? Status(string path)
    {
        if (statx(CurrentFolder, path, DoNotFollowLinks, BasicStatus, out var status) == 0)
        {
            return new FileStatus(status.User, status.Mode);
        }

        return Marshal.GetLastPInvokeError() == NoSuchEntry
            ? null
            : throw new IOException($"Cannot look at {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, uint user, uint group);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out StatusBuffer status);

    // The kernel's struct statx, which is laid out alike on every architecture, unlike struct stat.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;
    }
}

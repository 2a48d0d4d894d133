using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using Xunit;

namespace ChatApp.Data.Tests.Embedded;

public sealed class SocketFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("chatapp-socket-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_chosen_folder_is_short_enough_however_deep_the_data_lies()
    {
        var deep = Path.Combine(_root, new string('d', 90), new string('e', 90));
        Directory.CreateDirectory(deep);

        var folder = SocketFolder.Prepare(wanted: null, deep, account: null);

        Assert.True(SocketFolder.Fits(folder));
        Assert.True(Libc.Status(folder)!.Value.IsPrivate);
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData(93, true)]
    [InlineData(94, false)]
    public void A_socket_path_has_107_bytes_at_most(int folderBytes, bool fits)
    {
        var folder = "/" + new string('s', folderBytes - 1);

        Assert.Equal(fits, SocketFolder.Fits(folder));
    }

    [Fact]
    public void A_folder_that_is_too_long_is_refused_when_it_was_asked_for()
    {
        var folder = Path.Combine(_root, new string('s', 100));

        var refused = Assert.Throws<StartupException>(() => SocketFolder.Prepare(folder, _root, account: null));

        Assert.Contains("107 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_can_enter_is_refused()
    {
        var folder = Path.Combine(_root, "open");
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        Assert.Throws<StartupException>(() => SocketFolder.Prepare(folder, _root, account: null));
    }

    [Fact]
    public void A_link_that_somebody_laid_in_the_folders_place_is_refused()
    {
        var folder = Path.Combine(_root, "link");
        Directory.CreateSymbolicLink(folder, Directory.CreateDirectory(Path.Combine(_root, "target"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName);

        Assert.Throws<StartupException>(() => SocketFolder.Prepare(folder, _root, account: null));
    }

    [Fact]
    public void A_folder_that_somebody_else_made_is_refused()
    {
        Assert.SkipUnless(Libc.IsRoot, "Only root can give a folder away.");
        var folder = Path.Combine(_root, "foreign");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Libc.ChangeOwner(folder, 65534, 65534);

        Assert.Throws<StartupException>(() => SocketFolder.Prepare(folder, _root, account: null));
    }
}

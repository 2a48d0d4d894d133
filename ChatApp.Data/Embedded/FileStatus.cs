using System.Runtime.InteropServices;

namespace ChatApp.Data.Embedded;

/// <summary>Whose a file is, what it is and who may do what with it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(uint Owner, ushort Mode)
{
    private const int KindMask = 0xF000;
    private const int FolderKind = 0x4000;
    private const int SymbolicLinkKind = 0xA000;

    public bool IsFolder => (Mode & KindMask) == FolderKind;

    public bool IsSymbolicLink => (Mode & KindMask) == SymbolicLinkKind;

    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    public bool IsWritableForEveryone => Permissions.HasFlag(UnixFileMode.OtherWrite);

    /// <summary>Whether nobody but the owner can do anything with it.</summary>
    public bool IsPrivate => (Mode & 0x3F) == 0;
}

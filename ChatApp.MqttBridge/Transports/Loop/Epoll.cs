using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>The few calls of Linux that the transport is made of; epoll(7), recv(2), send(2).</summary>
internal static partial class Epoll
{
    public const uint Readable = 0x001;
    public const uint Writable = 0x004;
    public const uint Error = 0x008;
    public const uint HungUp = 0x010;
    public const uint PeerClosed = 0x2000;

    /// <summary>Told once for each change, not again and again while it lasts: nothing has to be switched on and off.</summary>
    public const uint Edges = 1u << 31;

    public const int TryAgain = 11;
    public const int Interrupted = 4;

    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int NoWait = 0x40;
    private const int NoSignal = 0x4000;

    // The kernel packs the structure on x64 and on nothing else.
    private static readonly int NumberAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>How many bytes one event takes.</summary>
    public static int EventSize { get; } = NumberAt + sizeof(ulong);

    public static int Create() => Check(EpollCreate(CloseOnExec));

    /// <summary>Begins to tell of a descriptor's events, with a number to know it by.</summary>
    public static unsafe void Watch(int epoll, int descriptor, uint events, ulong number)
    {
        var entry = stackalloc byte[16];
        Unsafe.WriteUnaligned(entry, events);
        Unsafe.WriteUnaligned(entry + NumberAt, number);
        Check(EpollControl(epoll, Add, descriptor, entry));
    }

    /// <summary>Waits for events.</summary>
    /// <param name="epoll">Whose events.</param>
    /// <param name="buffer">Takes them, <see cref="EventSize"/> bytes each.</param>
    /// <param name="milliseconds">How long; -1 until there is one.</param>
    /// <returns>How many there are; 0 when there were none in time, or the wait was interrupted.</returns>
    public static unsafe int Wait(int epoll, Span<byte> buffer, int milliseconds)
    {
        fixed (byte* events = buffer)
        {
            var count = EpollWait(epoll, events, buffer.Length / EventSize, milliseconds);
            return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
        }
    }

    public static (uint Events, ulong Number) EventAt(ReadOnlySpan<byte> buffer, int index)
    {
        var entry = buffer.Slice(index * EventSize, EventSize);
        return (MemoryMarshal.Read<uint>(entry), MemoryMarshal.Read<ulong>(entry[NumberAt..]));
    }

    public static int CreateSignal() => Check(EventFd(0, CloseOnExec));

    public static unsafe void Signal(int signal)
    {
        var one = 1ul;
        _ = Write(signal, (byte*)&one, sizeof(ulong));
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes; 0 at the end; the negative error number otherwise.</returns>
    public static unsafe int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            var count = (int)Recv(socket, bytes, (nuint)buffer.Length, NoWait);
            return count < 0 ? -Marshal.GetLastPInvokeError() : count;
        }
    }

    /// <summary>Writes as much as the socket takes.</summary>
    /// <returns>How many bytes; the negative error number otherwise.</returns>
    public static unsafe int Send(int socket, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            var count = (int)Send(socket, bytes, (nuint)buffer.Length, NoWait | NoSignal);
            return count < 0 ? -Marshal.GetLastPInvokeError() : count;
        }
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    private static int Check(int result)
        => result >= 0 ? result : throw new IOException($"A call of the operating system failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static unsafe partial int EpollControl(int epoll, int operation, int descriptor, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static unsafe partial int EpollWait(int epoll, byte* events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint start, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static unsafe partial nint Recv(int socket, byte* bytes, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static unsafe partial nint Send(int socket, byte* bytes, nuint count, int flags);
}

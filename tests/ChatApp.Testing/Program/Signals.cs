using System.Diagnostics;
using ChatApp.Data.Embedded;

namespace ChatApp.Testing.Program;

/// <summary>Signals to processes of the tests.</summary>
public static class Signals
{
    /// <summary>Asks a process to end, as Ctrl+C does: it finishes what it has begun.</summary>
    public static void Interrupt(Process process) => Libc.Signal(process.Id, Libc.Interrupt);
}

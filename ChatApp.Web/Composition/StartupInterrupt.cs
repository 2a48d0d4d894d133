using System.Runtime.InteropServices;

namespace ChatApp.Web.Composition;

/// <summary>Turns Ctrl+C and SIGTERM into a cancellation until the host takes them over: a database that is just starting is not left behind.</summary>
internal sealed class StartupInterrupt : IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StartupInterrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public CancellationToken Token => _interrupted.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _interrupted.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _interrupted.Cancel();
    }
}

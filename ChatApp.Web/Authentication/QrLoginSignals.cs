using System.Collections.Concurrent;
using ChatApp.Core.Nodes;
using ChatApp.Core.QrLogin;

namespace ChatApp.Web.Authentication;

/// <summary>Wakes the page that waits for a QR login to change. Only a hint: who is woken reads the store.</summary>
internal sealed class QrLoginSignals : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    public QrLoginSignals(INodeBus bus) => _subscription = bus.Subscribe<QrLoginChanged>(changed => Wake(changed.Code));

    /// <summary>A task that ends at the next change. Take it before reading the store, or a change between the two is missed.</summary>
    public Task NextChange(string code)
        => _waiting.GetOrAdd(code, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Lets go of a code nobody waits for any more.</summary>
    public void Forget(string code) => Wake(code);

    public void Dispose() => _subscription.Dispose();

    private void Wake(string code)
    {
        if (_waiting.TryRemove(code, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}

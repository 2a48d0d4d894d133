namespace ChatApp.Web.Components.Shared;

/// <summary>Short news at the foot of the page: what was done, or what could not be.</summary>
public sealed class Toasts
{
    /// <summary>Raised on the circuit's own context when there is something to say.</summary>
    public event Action<Toast>? Said;

    /// <summary>Says that something was done; goes by itself.</summary>
    public void Say(string text) => Said?.Invoke(new Toast(text, IsError: false));

    /// <summary>Says that something failed; stays until it is closed.</summary>
    public void Fail(string text) => Said?.Invoke(new Toast(text, IsError: true));
}

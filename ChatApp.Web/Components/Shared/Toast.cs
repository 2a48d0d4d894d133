namespace ChatApp.Web.Components.Shared;

/// <summary>One piece of short news.</summary>
/// <param name="Text">At most one line.</param>
/// <param name="IsError">Whether it stays until it is closed.</param>
public sealed record Toast(string Text, bool IsError)
{
    /// <summary>Tells two toasts with the same words apart.</summary>
    public Guid Key { get; } = Guid.CreateVersion7();
}

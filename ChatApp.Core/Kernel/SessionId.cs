namespace ChatApp.Core.Kernel;

/// <summary>One signed-in browser, device or robot. Not a secret: the token that opens it is.</summary>
public readonly record struct SessionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

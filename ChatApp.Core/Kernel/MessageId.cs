namespace ChatApp.Core.Kernel;

/// <summary>A message's number, unique in the product and growing with time; at most 53 bits, and a string in JSON.</summary>
public readonly record struct MessageId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

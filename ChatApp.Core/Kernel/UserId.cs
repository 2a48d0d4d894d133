namespace ChatApp.Core.Kernel;

/// <summary>An account's lasting name: 1 to 64 characters of <c>[A-Za-z0-9._-]</c>, compared by ordinal.</summary>
public readonly record struct UserId(string Value) : IComparable<UserId>
{
    /// <summary>The most characters an id may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Reads an id that came from outside.</summary>
    public static bool TryParse(string? text, out UserId id)
    {
        id = new UserId(text ?? string.Empty);
        return text is { Length: > 0 and <= MaxLength } && text.All(IsAllowed);
    }

    /// <inheritdoc/>
    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    /// <summary>Ordinal order, the order of the two people in a single chat's key.</summary>
    public static bool operator <(UserId left, UserId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(UserId left, UserId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(UserId left, UserId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(UserId left, UserId right) => left.CompareTo(right) >= 0;
}

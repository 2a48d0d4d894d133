namespace ChatApp.Core.Kernel;

/// <summary>The value of a request that was carried out, or the code of one that was refused.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, ErrorCode? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Why the request was refused; <see langword="null"/> when it was carried out.</summary>
    public ErrorCode? Refusal { get; }

    /// <summary>The value of a request that was carried out.</summary>
    /// <exception cref="InvalidOperationException">The request was refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused with {Refusal}; read Refusal first.");

    internal static Outcome<T> Carried(T value) => new(value, refusal: null);

    /// <summary>Wraps the value of a request that was carried out.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, refusal: null);

    /// <summary>Wraps the reason of a refusal.</summary>
    public static implicit operator Outcome<T>(ErrorCode refusal) => new(value: default, refusal);
}

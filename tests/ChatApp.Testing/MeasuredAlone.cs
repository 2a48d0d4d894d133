namespace ChatApp.Testing;

/// <summary>The collection of tests that measure the whole process: nothing else runs meanwhile.</summary>
public static class MeasuredAlone
{
    public const string Name = "Measured alone";
}

namespace ChatApp.Core.Personal;

/// <summary>How much a person's settings may hold.</summary>
public static class UserSettingLimits
{
    /// <summary>The most characters of a key.</summary>
    public const int MaxKey = 128;

    /// <summary>The most characters of a value.</summary>
    public const int MaxValue = 4096;

    /// <summary>The most settings of one person.</summary>
    public const int MaxSettings = 5000;

    /// <summary>The most settings that one request sets.</summary>
    public const int MaxSetAtOnce = 100;

    /// <summary>The most settings of one page of changes.</summary>
    public const int MaxPage = 500;
}

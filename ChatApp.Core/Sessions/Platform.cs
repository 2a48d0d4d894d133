namespace ChatApp.Core.Sessions;

/// <summary>What a client runs on, by WildfireChat's numbers.</summary>
public enum Platform
{
    /// <summary>Not told.</summary>
    Unset = 0,

    /// <summary>iPhone.</summary>
    Ios = 1,

    /// <summary>Android phone.</summary>
    Android = 2,

    /// <summary>Windows.</summary>
    Windows = 3,

    /// <summary>macOS.</summary>
    MacOs = 4,

    /// <summary>A browser.</summary>
    Web = 5,

    /// <summary>A mini program.</summary>
    Mini = 6,

    /// <summary>Linux.</summary>
    Linux = 7,

    /// <summary>iPad.</summary>
    Ipad = 8,

    /// <summary>Android tablet.</summary>
    AndroidPad = 9,
}

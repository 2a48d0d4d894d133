namespace ChatApp.Core.Sessions;

/// <summary>Kinds of devices that are counted together where the server limits how many a person may use at once.</summary>
public enum DeviceClass
{
    /// <summary>Not limited: robots, and what does not tell what it runs on.</summary>
    Other,

    /// <summary>Browsers and mini programs.</summary>
    Web,

    /// <summary>Phones and tablets.</summary>
    Phone,

    /// <summary>Windows, macOS and Linux.</summary>
    Desktop,
}

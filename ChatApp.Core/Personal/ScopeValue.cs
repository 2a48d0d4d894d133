namespace ChatApp.Core.Personal;

/// <summary>What the value of a setting looks like. An empty value is off, whatever the form.</summary>
public enum ScopeValue
{
    /// <summary><c>1</c> or <c>0</c>.</summary>
    Switch = 0,

    /// <summary><c>1</c>, <c>0</c>, or the moment up to which it is on, in milliseconds since 1970.</summary>
    SwitchOrUntil = 1,

    /// <summary>A whole number, not negative.</summary>
    Number = 2,

    /// <summary>Any text.</summary>
    Text = 3,

    /// <summary><c>start|end</c> in minutes of the day, GMT, 0 to 1439.</summary>
    Window = 4,
}

namespace ChatApp.Core.Settings;

/// <summary>What a setting's value looks like.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>One of the listed choices.</summary>
    Choice,

    /// <summary>A line of text.</summary>
    Text,
}

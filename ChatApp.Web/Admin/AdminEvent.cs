namespace ChatApp.Web.Admin;

/// <summary>Something that the administration shows the moment it happens.</summary>
public abstract record AdminEvent
{
    /// <summary>The list of words reached a version that is in force on this node.</summary>
    public sealed record WordsChanged(long Version, int Words) : AdminEvent;

    /// <summary>A setting has another value.</summary>
    public sealed record SettingChanged(string Name, string Value) : AdminEvent;

    /// <summary>A word was found in a text. The text itself is asked for, and asking is audited.</summary>
    public sealed record Hit(long Id, string Word, string Action) : AdminEvent;

    /// <summary>A message was kept back, or decided on. What it says is asked for, by who may.</summary>
    public sealed record ReviewChanged(long Id, string State) : AdminEvent;

    /// <summary>A live connection was opened or closed.</summary>
    public sealed record ConnectionChanged(string ConnectionId, string UserId, string Kind, string Protocol, string Address, bool Open) : AdminEvent;

    /// <summary>The figures of this node, about every two seconds while somebody looks.</summary>
    public sealed record Figures(AdminFigures Values) : AdminEvent;
}

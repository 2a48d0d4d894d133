namespace ChatApp.Core.Broker;

/// <summary>What a rule allows; both may be allowed at once.</summary>
[Flags]
public enum TopicRight
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To publish, retained messages and wills included.</summary>
    Publish = 1,

    /// <summary>To subscribe.</summary>
    Subscribe = 2,
}

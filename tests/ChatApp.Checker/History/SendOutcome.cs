namespace ChatApp.Checker.History;

/// <summary>What a client learnt of one attempt to send.</summary>
public enum SendOutcome
{
    /// <summary>It was acknowledged: the message is stored.</summary>
    Acked,

    /// <summary>It was refused for good: no message was made.</summary>
    Refused,

    /// <summary>No answer came, or one that promises nothing.</summary>
    Unknown,
}

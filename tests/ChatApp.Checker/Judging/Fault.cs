namespace ChatApp.Checker.Judging;

/// <summary>The ways in which a promise can be broken.</summary>
public enum Fault
{
    /// <summary>P1, P4: something acknowledged or stored did not arrive as it was sent.</summary>
    Lost,

    /// <summary>P2: something is there, or came, twice.</summary>
    Doubled,

    /// <summary>P3: a gap, or an order that readers or the clock do not agree with.</summary>
    Reordered,

    /// <summary>P5: somebody got what was not for them, or what was refused exists.</summary>
    Leaked,

    /// <summary>An unread count that a recount does not give.</summary>
    WrongUnread,

    /// <summary>P6: a client was left without an answer although it kept asking.</summary>
    Unresolved,
}

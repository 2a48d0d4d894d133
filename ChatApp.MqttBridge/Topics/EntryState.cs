namespace ChatApp.MqttBridge.Topics;

/// <summary>How far a message with QoS 1 or 2 has come on its way to one client.</summary>
internal enum EntryState : byte
{
    /// <summary>It has its place, and its commit is on the way: before that nobody may see it, or a crash would deliver it twice.</summary>
    Uncommitted,

    /// <summary>It may be sent.</summary>
    Waiting,

    /// <summary>It was sent, and PUBACK or PUBREC is due.</summary>
    Sent,

    /// <summary>PUBREC came: PUBREL is all that is sent from now on, and PUBCOMP is due.</summary>
    Released,

    /// <summary>It is finished, and waits for those before it to be.</summary>
    Done,
}

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The topics that a client may subscribe to. They belong to the session: nobody can name another user's.</summary>
internal enum ChatTopic
{
    /// <summary>The user's messages.</summary>
    Inbox,

    /// <summary>What else happens.</summary>
    Events,

    /// <summary>The outcomes of what this client sent.</summary>
    Result,

    /// <summary>The answers to this client's requests.</summary>
    Reply,
}

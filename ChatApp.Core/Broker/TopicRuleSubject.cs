namespace ChatApp.Core.Broker;

/// <summary>Whom a rule is for.</summary>
public enum TopicRuleSubject
{
    /// <summary>Everyone who is signed in.</summary>
    Everyone = 0,

    /// <summary>The account of one id.</summary>
    User = 1,

    /// <summary>The accounts with a role.</summary>
    Role = 2,
}

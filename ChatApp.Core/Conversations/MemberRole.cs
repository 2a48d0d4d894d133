namespace ChatApp.Core.Conversations;

/// <summary>What a member may do, in rising order.</summary>
public enum MemberRole
{
    /// <summary>Reads and writes.</summary>
    Member = 0,

    /// <summary>Also adds, removes and mutes members.</summary>
    Manager = 1,

    /// <summary>Also names managers, and hands over or dissolves the group.</summary>
    Owner = 2,
}

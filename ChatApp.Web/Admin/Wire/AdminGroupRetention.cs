using ChatApp.Core.Messages.Retention;

namespace ChatApp.Web.Admin.Wire;

/// <summary>How long a group's messages are kept.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">Its own rule in days, 0 for ever; absent when the setting for all groups applies.</param>
/// <param name="RemovedUpTo">The history begins after this sequence.</param>
/// <param name="Removed">How many messages were removed.</param>
public sealed record AdminGroupRetention(string GroupId, string Name, int? Days, long RemovedUpTo, long Removed)
{
    internal static AdminGroupRetention From(GroupRetention group) => new(group.Group, group.Name, group.Days, group.RemovedUpTo, group.Removed);
}

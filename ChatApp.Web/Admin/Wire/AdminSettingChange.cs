using System.Globalization;
using ChatApp.Core.Settings;

namespace ChatApp.Web.Admin.Wire;

/// <summary>One change of one setting; <see langword="null"/> stands for the default.</summary>
public sealed record AdminSettingChange(string Id, string Name, string? OldValue, string? NewValue, string ChangedBy, DateTimeOffset ChangedAt)
{
    /// <summary>Writes a change.</summary>
    public static AdminSettingChange From(SettingChange change) => new(
        change.Id.ToString(CultureInfo.InvariantCulture), change.Name, change.OldValue, change.NewValue, change.ChangedBy.Value, change.ChangedAt);
}

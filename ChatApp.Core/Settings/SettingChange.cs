using ChatApp.Core.Kernel;

namespace ChatApp.Core.Settings;

/// <summary>One change of one setting.</summary>
/// <param name="Id">Grows with each change.</param>
/// <param name="Name">The setting.</param>
/// <param name="OldValue">The value before; <see langword="null"/> for the default.</param>
/// <param name="NewValue">The value since; <see langword="null"/> for the default.</param>
/// <param name="ChangedBy">Who.</param>
/// <param name="ChangedAt">When.</param>
public sealed record SettingChange(long Id, string Name, string? OldValue, string? NewValue, UserId ChangedBy, DateTimeOffset ChangedAt);

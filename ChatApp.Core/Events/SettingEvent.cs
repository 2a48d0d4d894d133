namespace ChatApp.Core.Events;

/// <summary>The receiver changed settings on one of the devices.</summary>
public sealed record SettingEvent(IReadOnlyList<ChangedSetting> Settings) : LiveEvent;

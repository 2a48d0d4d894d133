using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;

namespace ChatApp.Core.Wire;

/// <summary>Settings to set.</summary>
public sealed record WireSettingDrafts(IReadOnlyList<WireSettingDraft?>? Settings)
{
    /// <summary>The settings they stand for, or <see cref="ErrorCode.InvalidRequest"/> when one is missing.</summary>
    public Outcome<IReadOnlyCollection<SettingDraft>> Read()
        => Settings is null || Settings.Any(setting => setting is null)
            ? ErrorCode.InvalidRequest
            : Outcome.Of<IReadOnlyCollection<SettingDraft>>(
                [.. Settings.Select(setting => new SettingDraft(setting!.Scope, setting.Key ?? string.Empty, setting.Value ?? string.Empty))]);
}

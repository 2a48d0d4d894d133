using System.Collections.Frozen;
using System.Globalization;
using ChatApp.Core.Conversations;

namespace ChatApp.Core.Personal;

/// <summary>What one person set, but for drafts.</summary>
public sealed class PersonalView
{
    private readonly FrozenDictionary<(int Scope, string Key), string> _values;

    internal PersonalView(IEnumerable<UserSetting> settings)
        => _values = settings.ToFrozenDictionary(setting => (setting.Scope, setting.Key), setting => setting.Value);

    /// <summary>Whether nothing may make any noise.</summary>
    public bool IsAllMuted => IsOn(SettingScopes.GlobalMuted);

    /// <summary>Whether notifications do not show what was written.</summary>
    public bool NotificationDetailHidden => IsOn(SettingScopes.NotificationDetailHidden);

    /// <summary>Whether marks are shown neither to the person nor of the person.</summary>
    public bool ReceiptsOff => IsOn(SettingScopes.ReceiptsOff);

    /// <summary>Whether drafts stay on the device they were typed on.</summary>
    public bool DraftSyncOff => IsOn(SettingScopes.DraftSyncOff);

    /// <summary>Whether nobody sees when the person is on line.</summary>
    public bool PresenceHidden => IsOn(SettingScopes.PresenceHidden);

    /// <summary>Whether whoever asks becomes a friend at once.</summary>
    public bool FriendsWithoutAsking => IsOn(SettingScopes.FriendsWithoutAsking);

    /// <summary>By what the person may not be found; see <see cref="SettingScopes.SearchMask"/>.</summary>
    public int SearchMask => int.TryParse(Value(SettingScopes.SearchMask), NumberStyles.None, CultureInfo.InvariantCulture, out var mask) ? mask : 0;

    /// <summary>The value of a setting; empty when it is off or was never set.</summary>
    public string Value(int scope, string key = "") => _values.GetValueOrDefault((scope, key), string.Empty);

    /// <summary>Whether messages of a conversation make no noise now.</summary>
    public bool IsMuted(ConversationTarget conversation, DateTimeOffset now)
        => SettingValues.IsOnAt(Value(SettingScopes.ConversationMuted, SettingKeys.Of(conversation)), now);

    /// <summary>Whether a conversation stands on top of the list.</summary>
    public bool IsPinned(ConversationTarget conversation) => IsOn(SettingScopes.ConversationPinned, SettingKeys.Of(conversation));

    /// <summary>Whether it is a time of the day at which nothing makes any noise. A window whose end is before its start goes over midnight.</summary>
    public bool IsQuietAt(DateTimeOffset now)
    {
        if (Value(SettingScopes.DoNotDisturb).Split('|') is not [var from, var to])
        {
            return false;
        }

        var minute = (int)now.UtcDateTime.TimeOfDay.TotalMinutes;
        var (start, end) = (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture));
        return start <= end ? minute >= start && minute < end : minute >= start || minute < end;
    }

    private bool IsOn(int scope, string key = "") => SettingValues.IsOn(Value(scope, key));
}

using ChatApp.Core.Personal;

namespace ChatApp.Web.Components.Me;

/// <summary>Turns the switches of the privacy page into settings: what is ticked is allowed, what is stored is mostly what is not.</summary>
internal static class PrivacyForm
{
    /// <summary>May not be found by the name others see.</summary>
    public const int DisplayNameBit = 1;

    /// <summary>May not be found by the name to sign in with.</summary>
    public const int UserNameBit = 2;

    /// <summary>The settings to write; the bits of the mask that the page does not show stay.</summary>
    public static IReadOnlyList<SettingDraft> Read(int mask, bool byDisplayName, bool byUserName, bool withoutAsking, bool presence, bool receipts)
    {
        var hidden = (mask & ~(DisplayNameBit | UserNameBit)) | (byDisplayName ? 0 : DisplayNameBit) | (byUserName ? 0 : UserNameBit);
        return
        [
            new(SettingScopes.SearchMask, string.Empty, hidden.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(SettingScopes.FriendsWithoutAsking, string.Empty, withoutAsking ? "1" : "0"),
            new(SettingScopes.PresenceHidden, string.Empty, presence ? "0" : "1"),
            new(SettingScopes.ReceiptsOff, string.Empty, receipts ? "0" : "1"),
        ];
    }
}

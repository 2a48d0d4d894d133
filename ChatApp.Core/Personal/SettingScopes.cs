using System.Collections.Frozen;

namespace ChatApp.Core.Personal;

/// <summary>The scopes of a person's settings: WildfireChat's 30 by their numbers, this product's own from 901, an application's own from 1000.</summary>
public static class SettingScopes
{
    /// <summary>Messages of the conversation make no noise.</summary>
    public const int ConversationMuted = 1;

    /// <summary>Nothing makes any noise.</summary>
    public const int GlobalMuted = 2;

    /// <summary>The conversation stands on top of the list.</summary>
    public const int ConversationPinned = 3;

    /// <summary>Notifications do not show what was written.</summary>
    public const int NotificationDetailHidden = 4;

    /// <summary>The names that members chose in a group are not shown.</summary>
    public const int GroupNicknamesHidden = 5;

    /// <summary>The group is in the address book.</summary>
    public const int FavouriteGroup = 6;

    /// <summary>How far a device has taken over a conversation.</summary>
    public const int ConversationSync = 7;

    /// <summary>Neither does the person see who read and received, nor do others see it of the person.</summary>
    public const int ReceiptsOff = 13;

    /// <summary>When nothing makes any noise.</summary>
    public const int DoNotDisturb = 17;

    /// <summary>What was typed and not sent; see <see cref="Draft"/>.</summary>
    public const int ConversationDraft = 19;

    /// <summary>Drafts stay on the device they were typed on.</summary>
    public const int DraftSyncOff = 20;

    /// <summary>What the person is doing; see <see cref="CustomStatus"/>.</summary>
    public const int CustomStatus = 23;

    /// <summary>The name that the person gives a group.</summary>
    public const int GroupRemark = 26;

    /// <summary>By what the person may not be found: 1 display name, 2 name, 4 mobile, 8 id.</summary>
    public const int SearchMask = 27;

    /// <summary>Whoever asks becomes a friend at once.</summary>
    public const int FriendsWithoutAsking = 28;

    /// <summary>The conversation is put away. The value is the sequence that brings it back, unless it is muted.</summary>
    public const int ConversationArchived = 901;

    /// <summary>Nobody sees when the person is on line or was last, and the person sees it of nobody.</summary>
    public const int PresenceHidden = 902;

    /// <summary>The first number that applications may use as they like.</summary>
    public const int FirstOfApplications = 1000;

    private static readonly FrozenDictionary<int, ScopeDefinition> ByNumber = All().ToFrozenDictionary(scope => scope.Number);

    /// <summary>The scopes that the product knows, by number.</summary>
    public static IReadOnlyList<ScopeDefinition> Known { get; } = [.. ByNumber.Values.OrderBy(scope => scope.Number)];

    /// <summary>The definition of a number, or <see langword="null"/> for one that nobody may use.</summary>
    public static ScopeDefinition? Find(int number)
        => ByNumber.TryGetValue(number, out var known) ? known
            : number >= FirstOfApplications ? new ScopeDefinition(number, "Application", ScopeKey.Any, ScopeValue.Text)
            : null;

    private static ScopeDefinition[] All() =>
    [
        new(ConversationMuted, "Conversation silent", ScopeKey.Conversation, ScopeValue.SwitchOrUntil),
        new(GlobalMuted, "Global silent", ScopeKey.None, ScopeValue.Switch),
        new(ConversationPinned, "Conversation on top", ScopeKey.Conversation, ScopeValue.Switch),
        new(NotificationDetailHidden, "Hide notification detail", ScopeKey.None, ScopeValue.Switch),
        new(GroupNicknamesHidden, "Group: hide nicknames", ScopeKey.Group, ScopeValue.Switch),
        new(FavouriteGroup, "Favourite group", ScopeKey.Group, ScopeValue.Switch),
        new(ConversationSync, "Conversation sync state", ScopeKey.Conversation, ScopeValue.Text),
        new(8, "My channels", ScopeKey.Any, ScopeValue.Text, ScopeWriter.Server),
        new(9, "Subscribed channels", ScopeKey.Any, ScopeValue.Text, ScopeWriter.Server),
        new(10, "PC, pad or web on line", ScopeKey.Any, ScopeValue.Text, ScopeWriter.Server),

        // The marks themselves stand in the conversation's members; devices that speak WildfireChat's protocol read them here.
        new(11, "Conversation read time", ScopeKey.Conversation, ScopeValue.Number, ScopeWriter.Server),
        new(12, "Web on line", ScopeKey.None, ScopeValue.Text, ScopeWriter.Server),
        new(ReceiptsOff, "Receipts off", ScopeKey.None, ScopeValue.Switch),
        new(14, "Favourite user", ScopeKey.User, ScopeValue.Switch),
        new(15, "Phone silent while PC is on line", ScopeKey.None, ScopeValue.Switch),
        new(16, "Lines read", ScopeKey.Any, ScopeValue.Text),
        new(DoNotDisturb, "Do not disturb", ScopeKey.None, ScopeValue.Window),
        new(18, "Conversation clear time", ScopeKey.Conversation, ScopeValue.Number, ScopeWriter.Server),
        new(ConversationDraft, "Draft", ScopeKey.Conversation, ScopeValue.Text),
        new(DraftSyncOff, "Draft sync off", ScopeKey.None, ScopeValue.Switch),
        new(21, "Calls silent", ScopeKey.None, ScopeValue.Switch),
        new(22, "Push to talk, reserved", ScopeKey.Any, ScopeValue.Text, ScopeWriter.Server),
        new(CustomStatus, "Custom status", ScopeKey.None, ScopeValue.Text, ScopeWriter.Server),
        new(24, "Secret chat off", ScopeKey.None, ScopeValue.Switch),
        new(25, "Push to talk silent", ScopeKey.Any, ScopeValue.Switch),
        new(GroupRemark, "Group remark", ScopeKey.Group, ScopeValue.Text),
        new(SearchMask, "Search privacy", ScopeKey.None, ScopeValue.Number),
        new(FriendsWithoutAsking, "Add me without verification", ScopeKey.None, ScopeValue.Switch),
        new(29, "Badge sync", ScopeKey.None, ScopeValue.Switch),
        new(30, "PC locked", ScopeKey.None, ScopeValue.Switch),
        new(ConversationArchived, "Conversation archived", ScopeKey.Conversation, ScopeValue.Number),
        new(PresenceHidden, "Presence hidden", ScopeKey.None, ScopeValue.Switch),
    ];
}

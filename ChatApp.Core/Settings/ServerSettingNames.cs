namespace ChatApp.Core.Settings;

/// <summary>Every setting of the server.</summary>
public static class ServerSettingNames
{
    /// <summary>How many messages one user may send in ten seconds.</summary>
    public static readonly SettingDefinition MessagesPerUser = new("Messages.PerUser", SettingKind.Number, "20", 1, 1_000_000, "per10s");

    /// <summary>How many messages one conversation takes in ten seconds.</summary>
    public static readonly SettingDefinition MessagesPerConversation = new("Messages.PerConversation", SettingKind.Number, "100", 1, 1_000_000, "per10s");

    /// <summary>The most UTF-16 units of a message's text.</summary>
    public static readonly SettingDefinition MessagesMaxText = new("Messages.MaxText", SettingKind.Number, "8000", 100, 8000, "characters");

    /// <summary>Whether only friends may start and continue a single chat.</summary>
    public static readonly SettingDefinition MessagesFriendsOnly = new("Messages.FriendsOnly", SettingKind.Switch, "false");

    /// <summary>How long an author may edit a message; 0 turns editing off.</summary>
    public static readonly SettingDefinition MessagesEditWindow = new("Messages.EditWindow", SettingKind.Number, "900", 0, 31_536_000, "seconds");

    /// <summary>How long an author may remove a message for everyone; 0 turns it off.</summary>
    public static readonly SettingDefinition MessagesRecallWindow = new("Messages.RecallWindow", SettingKind.Number, "120", 0, 31_536_000, "seconds");

    /// <summary>Whether a refused message tells its sender which word was refused.</summary>
    public static readonly SettingDefinition ModerationShowWord = new("Moderation.ShowWord", SettingKind.Switch, "true");

    /// <summary>The most members of a group.</summary>
    public static readonly SettingDefinition GroupsMaxMembers = new("Groups.MaxMembers", SettingKind.Number, "3000", 2, 100_000, "members");

    /// <summary>Whether managers may remove members' messages for everyone.</summary>
    public static readonly SettingDefinition GroupsManagersRecall = new("Groups.ManagersRecall", SettingKind.Switch, "true");

    /// <summary>Whether a group's owner may remove an own message at any time.</summary>
    public static readonly SettingDefinition GroupsOwnerRecallsOwn = new("Groups.OwnerRecallsOwn", SettingKind.Switch, "true");

    /// <summary>Whether managers may remove an own message at any time.</summary>
    public static readonly SettingDefinition GroupsManagerRecallsOwn = new("Groups.ManagerRecallsOwn", SettingKind.Switch, "false");

    /// <summary>How long a QR code waits to be scanned.</summary>
    public static readonly SettingDefinition QrLifetime = new("Login.QrLifetime", SettingKind.Number, "120", 30, 240, "seconds");

    /// <summary>How many wrong passwords lock an account.</summary>
    public static readonly SettingDefinition LoginMaxTries = new("Login.MaxTries", SettingKind.Number, "10", 3, 100, "tries");

    /// <summary>How long a locked account waits.</summary>
    public static readonly SettingDefinition LoginLockout = new("Login.Lockout", SettingKind.Number, "900", 60, 86_400, "seconds");

    /// <summary>How many hours a browser that stays signed in may be away.</summary>
    public static readonly SettingDefinition SessionsBrowserIdle = new("Sessions.BrowserIdle", SettingKind.Number, "336", 1, 8_760, "hours");

    /// <summary>How many hours a browser that does not stay signed in may be away.</summary>
    public static readonly SettingDefinition SessionsShortIdle = new("Sessions.ShortIdle", SettingKind.Number, "12", 1, 336, "hours");

    /// <summary>How many days a browser's session lives at most.</summary>
    public static readonly SettingDefinition SessionsBrowserLifetime = new("Sessions.BrowserLifetime", SettingKind.Number, "90", 1, 3_650, "days");

    /// <summary>How many days a device's token lives at most.</summary>
    public static readonly SettingDefinition SessionsDeviceLifetime = new("Sessions.DeviceLifetime", SettingKind.Number, "365", 1, 3_650, "days");

    /// <summary>How many browsers one person may be signed in with at once; 0 for any number.</summary>
    public static readonly SettingDefinition SessionsMaxWebs = new("Sessions.MaxWebs", SettingKind.Number, "0", 0, 1_000, "devices");

    /// <summary>How many phones and tablets one person may be signed in with at once; 0 for any number.</summary>
    public static readonly SettingDefinition SessionsMaxPhones = new("Sessions.MaxPhones", SettingKind.Number, "0", 0, 1_000, "devices");

    /// <summary>How many desktop computers one person may be signed in with at once; 0 for any number.</summary>
    public static readonly SettingDefinition SessionsMaxDesktops = new("Sessions.MaxDesktops", SettingKind.Number, "0", 0, 1_000, "devices");

    /// <summary>The choice by which a new login is refused when there is no room for it.</summary>
    public const string NewestGivesWay = "newest";

    /// <summary>Who gives way when there are as many devices of a class as there may be: the one unused longest, or the newcomer.</summary>
    public static readonly SettingDefinition SessionsGivesWay =
        new("Sessions.GivesWay", SettingKind.Choice, "unused", Choices: ["unused", NewestGivesWay]);

    /// <summary>Where QR login works: everywhere, only when phone and browser are in one network, or nowhere.</summary>
    public static readonly SettingDefinition LoginQr = new("Login.Qr", SettingKind.Choice, "everywhere", Choices: ["everywhere", "sameNetwork", "off"]);

    /// <summary>Whether administrators, moderators and auditors must have signed in with a second factor or a passkey.</summary>
    public static readonly SettingDefinition LoginSecondFactorForAdmins = new("Login.SecondFactorForAdmins", SettingKind.Switch, "true");

    /// <summary>How many days messages of a single chat are kept; 0 keeps them for ever.</summary>
    public static readonly SettingDefinition RetentionSingle = new("Retention.Single", SettingKind.Number, "0", 0, 36_500, "days");

    /// <summary>How many days messages of a group are kept; 0 keeps them for ever.</summary>
    public static readonly SettingDefinition RetentionGroup = new("Retention.Group", SettingKind.Number, "0", 0, 36_500, "days");

    /// <summary>How many days messages of a chat room are kept; 0 keeps them for ever.</summary>
    public static readonly SettingDefinition RetentionChatroom = new("Retention.Chatroom", SettingKind.Number, "0", 0, 36_500, "days");

    /// <summary>How many days messages of a channel are kept; 0 keeps them for ever.</summary>
    public static readonly SettingDefinition RetentionChannel = new("Retention.Channel", SettingKind.Number, "0", 0, 36_500, "days");

    /// <summary>How many days messages of a thing are kept; 0 keeps them for ever.</summary>
    public static readonly SettingDefinition RetentionThing = new("Retention.Thing", SettingKind.Number, "0", 0, 36_500, "days");

    /// <summary>Whether people can make their own account.</summary>
    public static readonly SettingDefinition RegistrationMode = new("Registration.Mode", SettingKind.Choice, "closed", Choices: ["closed", "invite", "domain", "open"]);

    /// <summary>The domains of e-mail addresses whose owners may make an account, where the mode is <c>domain</c>; separated by commas.</summary>
    public static readonly SettingDefinition RegistrationDomains = new("Registration.Domains", SettingKind.Text, "", 0, 500);

    /// <summary>The version of the terms that must be accepted with a new account; 0 for none.</summary>
    public static readonly SettingDefinition RegistrationTermsVersion = new("Registration.TermsVersion", SettingKind.Number, "0", 0, 1_000_000);

    /// <summary>Where the terms can be read: an https address or a path of this server.</summary>
    public static readonly SettingDefinition RegistrationTermsAddress = new("Registration.TermsAddress", SettingKind.Text, "", 0, 500);

    /// <summary>Every setting, by group.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        MessagesPerUser, MessagesPerConversation, MessagesMaxText, MessagesFriendsOnly,
        MessagesEditWindow, MessagesRecallWindow, ModerationShowWord, GroupsMaxMembers,
        GroupsManagersRecall, GroupsOwnerRecallsOwn, GroupsManagerRecallsOwn, LoginQr, QrLifetime, LoginMaxTries, LoginLockout, LoginSecondFactorForAdmins, RegistrationMode,
        RegistrationDomains, RegistrationTermsVersion, RegistrationTermsAddress,
        SessionsBrowserIdle, SessionsShortIdle, SessionsBrowserLifetime, SessionsDeviceLifetime,
        SessionsMaxWebs, SessionsMaxPhones, SessionsMaxDesktops, SessionsGivesWay,
        RetentionSingle, RetentionGroup, RetentionChatroom, RetentionChannel, RetentionThing,
    ];

    /// <summary>The setting of a name, or <see langword="null"/>.</summary>
    public static SettingDefinition? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);
}

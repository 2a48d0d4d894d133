namespace ChatApp.Web.Components.Me;

/// <summary>The pages of a person's own settings, in the order of their navigation.</summary>
internal static class MePlaces
{
    /// <summary>Each with its address, its icon and the key of its name.</summary>
    public static IReadOnlyList<(string Address, string Icon, string Key)> All { get; } =
    [
        ("/me/profile", "person", "me.profile"),
        ("/me/privacy", "eye", "me.privacy"),
        ("/me/preferences", "sun", "me.preferences"),
        ("/me/security", "lock", "security.title"),
        ("/me/sessions", "monitor", "me.devices"),
        ("/me/activity", "shield", "me.activity"),
    ];
}

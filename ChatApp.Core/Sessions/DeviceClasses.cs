namespace ChatApp.Core.Sessions;

/// <summary>Says which devices are counted together.</summary>
public static class DeviceClasses
{
    /// <summary>The class of a platform.</summary>
    public static DeviceClass Of(Platform platform) => platform switch
    {
        Platform.Unset => DeviceClass.Other,
        Platform.Ios or Platform.Android or Platform.Ipad or Platform.AndroidPad => DeviceClass.Phone,
        Platform.Windows or Platform.MacOs or Platform.Linux => DeviceClass.Desktop,
        Platform.Web or Platform.Mini => DeviceClass.Web,
    };

    /// <summary>The class of a session; robots have none.</summary>
    public static DeviceClass Of(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Kind == SessionKind.Robot ? DeviceClass.Other : Of(session.Platform);
    }

    /// <summary>The platforms that are counted together in a class.</summary>
    public static IReadOnlyList<Platform> PlatformsOf(DeviceClass counted)
        => [.. Enum.GetValues<Platform>().Where(platform => Of(platform) == counted)];
}

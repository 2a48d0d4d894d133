namespace ChatApp.Web;

/// <summary>The numbers of everything the web project logs, 3000 to 3999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int HubFeedFault = 3101;
    public const int PresenceAway = 3102;
    public const int HousekeepingFault = 3201;
    public const int CrossSiteRefused = 3202;
    public const int PasskeyRefused = 3205;
    public const int CodeNotSent = 3206;
    public const int CodeQueueFull = 3207;
    public const int CertificateMade = 3203;
    public const int CertificateReloadFault = 3204;
    public const int CircuitFeedFault = 3301;
    public const int CircuitFeedRefused = 3302;
}

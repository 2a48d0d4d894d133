namespace ChatApp.Web;

/// <summary>The numbers of everything the web project logs, 3000 to 3999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int HubFeedFault = 3101;
}

namespace ChatApp.Core;

/// <summary>The numbers of everything Core logs, 1000 to 1999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int BusHandlerFault = 1001;
    public const int FeedCatchUpFault = 1101;
    public const int CursorFlushFault = 1102;
}

namespace ChatApp.Data;

/// <summary>The numbers of everything Data logs, 2000 to 2999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int WriterRetry = 2001;
    public const int WriterGaveUp = 2002;
    public const int WriterRefusedRow = 2003;
    public const int WriterLaneRetry = 2004;
    public const int WriterSetAside = 2005;
    public const int WriterStillHeld = 2006;
    public const int MakingCluster = 2101;
    public const int LeftoverStays = 2102;
    public const int ServerStarted = 2103;
    public const int ServerGone = 2104;
    public const int ServerBack = 2105;
    public const int ServerRestartFailed = 2106;
    public const int ServerQuits = 2107;
    public const int ServerSays = 2108;
    public const int Migrating = 2201;
    public const int DatabaseAway = 2202;
    public const int DatabaseStillAway = 2203;
    public const int DatabaseReady = 2204;
    public const int NotDurable = 2205;
    public const int Seeding = 2206;
    public const int ModelNotWarm = 2207;
    public const int SeedingLoad = 2208;
    public const int LoadSeeded = 2209;
    public const int SearchIndexAway = 2301;
    public const int SearchIndexFault = 2302;
    public const int RetentionRemoved = 2311;
    public const int RetentionAway = 2312;
    public const int RetentionFault = 2313;
    public const int JournalAway = 2401;
    public const int JournalRefused = 2402;
}

namespace ChatApp.Data;

/// <summary>The numbers of everything Data logs, 2000 to 2999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int WriterRetry = 2001;
    public const int WriterGaveUp = 2002;
    public const int WriterRefusedRow = 2003;
}

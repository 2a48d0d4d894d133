namespace ChatApp.Core;

/// <summary>The numbers of everything Core logs, 1000 to 1999. A number that was once used is never used again.</summary>
internal static class EventIds
{
    public const int BusHandlerFault = 1001;
    public const int FeedCatchUpFault = 1101;
    public const int CursorFlushFault = 1102;
    public const int DeliveredFault = 1103;
    public const int DueFault = 1104;
    public const int LastSeenFault = 1105;
    public const int PasswordSignedIn = 1201;
    public const int PasswordWrong = 1202;
    public const int PasswordLockedOut = 1203;
    public const int SuspendedSignIn = 1204;
    public const int CodeSignedIn = 1205;
    public const int CodeWrong = 1206;
    public const int FirstAdministrator = 1207;
    public const int SecondFactorOn = 1208;
    public const int SecondFactorOff = 1209;
    public const int SecondFactorWrong = 1210;
    public const int SecondFactorAsked = 1211;
    public const int PasskeySignedIn = 1212;
    public const int CloseTakenBack = 1213;
    public const int ProvedAgain = 1214;
    public const int ProofWrong = 1215;
    public const int PasswordChanged = 1216;
    public const int PasswordReset = 1217;
    public const int ContactChanged = 1218;
    public const int CloseAsked = 1219;
    public const int AccountClosed = 1220;
    public const int CodeSendFault = 1221;
    public const int Registered = 1222;
    public const int OrganisationSignedIn = 1223;
    public const int OrganisationRefused = 1224;
    public const int PasskeyAdded = 1225;
    public const int PasskeyRemoved = 1226;
    public const int QrRedeemed = 1301;
    public const int QrMisused = 1302;
    public const int QrRefused = 1303;
    public const int QrReported = 1304;
    public const int WordReloadFault = 1401;
    public const int HitStoreFault = 1402;
    public const int ReviewFinishFault = 1403;
    public const int TopicRuleFault = 1501;
}

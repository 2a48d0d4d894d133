namespace ChatApp.Web.Composition.Configuration;

/// <summary>What the value of a configuration key looks like.</summary>
internal enum KeyKind
{
    Text,
    Number,
    Switch,
    IpAddress,
    Folder,
    ConnectionString,
    Urls,
    Choice,
    Duration,
}

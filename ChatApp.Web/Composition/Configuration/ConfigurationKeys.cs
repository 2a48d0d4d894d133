using ChatApp.Core.Favourites;
using ChatApp.Core.Messages;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Data.Seeding;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.Web.Api;
using ChatApp.Web.Authentication;
using ChatApp.Web.Authentication.Codes;

namespace ChatApp.Web.Composition.Configuration;

/// <summary>Every key of the product. All of them are described in <c>docs/configuration.md</c>, which a test holds against this list.</summary>
internal static class ConfigurationKeys
{
    public const string ConnectionString = "ConnectionStrings:ChatApp";
    public const string DataFolder = "Data:Folder";
    public const string AcceptDataLoss = "Data:AcceptDataLoss";
    public const string RunAsUser = "Data:RunAsUser";
    public const string PostgresFolder = "Data:PostgresFolder";
    public const string Urls = "Urls";
    public const string PhoneSimulator = "Features:PhoneSimulator";
    public const string SeedPassword = "Seed:Password";
    public const string SeedDemo = "Seed:Demo";
    public const string SeedRecipe = "Seed:Recipe";
    public const string SeedMessages = "Seed:Messages";
    public const string MetricsToken = "Metrics:Token";
    public const string NodeNumber = "Node:Number";

    /// <summary>Sections that are bound to a class as they are: each of its properties is a key.</summary>
    public static IReadOnlyList<(string Section, Type Type)> Limits { get; } =
    [
        ("Api", typeof(ApiLimits)),
        ("Codes", typeof(CodeOptions)),
        ("Favourites", typeof(FavouriteLimits)),
        ("Messages", typeof(MessageLimits)),
        ("Mqtt:Limits", typeof(MqttLimits)),
        ("QrLogin", typeof(QrLoginLimits)),
        ("SameOrigin", typeof(SameOriginOptions)),
        ("Sessions", typeof(SessionLimits)),
        ("SignIn", typeof(SignInLimits)),
    ];

    /// <summary>The sections whose every key must be known. What is outside of them belongs to .NET.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["ConnectionStrings", "Data", "Features", "Https", "Metrics", "Mqtt", "Node", "Proxy", "Seed", "Settings", .. Limits.Select(limits => limits.Section)];

    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new(ConnectionString, KeyKind.ConnectionString),
        new(DataFolder, KeyKind.Folder),
        new(AcceptDataLoss, KeyKind.Switch),
        new(RunAsUser, KeyKind.Text, Min: 1, Max: 32),
        new(PostgresFolder, KeyKind.Folder),
        new(Urls, KeyKind.Urls),
        new(PhoneSimulator, KeyKind.Switch),
        new(SeedPassword, KeyKind.Text, Min: 8, Max: 128),
        new(SeedDemo, KeyKind.Switch),
        new(SeedRecipe, KeyKind.Choice, Choices: [SeedOptions.LoadRecipe]),
        new(SeedMessages, KeyKind.Number, Min: 0, Max: 1_000_000_000),
        new(MetricsToken, KeyKind.Text, Min: 16, Max: 256),
        new(NodeNumber, KeyKind.Number, Min: 0, Max: 31),
        new("Https:Certificate", KeyKind.Text, Min: 1, Max: 4096),
        new("Https:Key", KeyKind.Text, Min: 1, Max: 4096),
        new("Https:Password", KeyKind.Text, Min: 0, Max: 1024),
        new("Proxy:Known", KeyKind.Text, Min: 1, Max: 4096),
        new("Mqtt:Port", KeyKind.Number, Min: 0, Max: 65_535),
        new("Mqtt:TlsPort", KeyKind.Number, Min: 0, Max: 65_535),
        new("Mqtt:Address", KeyKind.IpAddress),
        new("Mqtt:Certificate", KeyKind.Text, Min: 1, Max: 4096),
        new("Mqtt:Key", KeyKind.Text, Min: 1, Max: 4096),
        new("Mqtt:Password", KeyKind.Text, Min: 0, Max: 1024),
        new("Mqtt:ProxyProtocol", KeyKind.Switch),
        new("Mqtt:Transport", KeyKind.Choice, Choices: [MqttListener.Loop, MqttListener.Sockets]),
        new("Mqtt:OpenTopics", KeyKind.Switch),
        new("Mqtt:PasswordLogin", KeyKind.Switch),
        new("Mqtt:SessionExpiry", KeyKind.Duration),
    ];
}

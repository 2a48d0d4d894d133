using ChatApp.Web.Composition.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

/// <summary>D14: every mistake of a configuration is one clear line.</summary>
public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("Mqtt:Prot", "1", "Mqtt:Prot is not a key of ChatApp. Did you mean Mqtt:Port?")]
    [InlineData("Mqtt:Something:Else", "1", "Mqtt:Something:Else is not a key of ChatApp. See docs/configuration.md.")]
    [InlineData("ConnectionStrings:Chatap", "Host=db", "ConnectionStrings:Chatap is not a key of ChatApp. Did you mean ConnectionStrings:ChatApp?")]
    [InlineData("Mqtt:Port", "many", "Mqtt:Port must be a whole number from 0 to 65535, and is 'many'.")]
    [InlineData("Mqtt:Port", "65536", "Mqtt:Port must be a whole number from 0 to 65535, and is '65536'.")]
    [InlineData("Mqtt:Address", "everywhere", "Mqtt:Address must be an IP address such as 127.0.0.1 or ::, and is 'everywhere'.")]
    [InlineData("Features:PhoneSimulator", "perhaps", "Features:PhoneSimulator must be true or false, and is 'perhaps'.")]
    [InlineData("Urls", "localhost", "Urls must be addresses such as http://localhost:5080, and one is 'localhost'.")]
    [InlineData("Urls", "http://localhost:5080;ftp://localhost", "Urls must be addresses such as http://localhost:5080, and one is 'ftp://localhost'.")]
    [InlineData("ConnectionStrings:ChatApp", "Database=chatapp", "ConnectionStrings:ChatApp names no Host.")]
    [InlineData("Settings:Messages.PerUser", "0", "Settings:Messages.PerUser must be a whole number from 1 to 1000000, and is '0'.")]
    [InlineData("Settings:Messages:PerUser", "x", "Settings:Messages:PerUser must be a whole number from 1 to 1000000, and is 'x'.")]
    [InlineData("Settings:Messages.PreUser", "1", "Settings:Messages.PreUser is not a server setting. Did you mean Settings:Messages.PerUser?")]
    [InlineData("Settings:Registration.Mode", "half", "Settings:Registration.Mode must be one of closed, invite, domain, open, and is 'half'.")]
    [InlineData("Mqtt:Limits:ConnectTimeout", "soon", "Mqtt:Limits:ConnectTimeout must be a time such as 00:00:30 or 14.00:00:00, and is 'soon'.")]
    [InlineData("Mqtt:Limits:MaxPacketByte", "1", "Mqtt:Limits:MaxPacketByte is not a key of ChatApp. Did you mean Mqtt:Limits:MaxPacketBytes?")]
    [InlineData("QrLogin:WrongPicks", "two", "QrLogin:WrongPicks must be a whole number, and is 'two'.")]
    [InlineData("Seed:Password", "short", "Seed:Password must have 8 to 128 characters, and has 5.")]
    [InlineData("Seed:Recipe", "lots", "Seed:Recipe must be one of load, and is 'lots'.")]
    public void D14_a_mistake_is_one_line_that_names_the_key(string key, string value, string line)
        => Assert.Equal([line], Mistakes((key, value)));

    [Theory]
    [InlineData("Host=db;Port=many;Password=secret-word")]
    [InlineData("secret-word")]
    public void D14_a_connection_string_that_cannot_be_read_is_not_repeated(string value)
        => Assert.DoesNotContain("secret-word", Assert.Single(Mistakes(("ConnectionStrings:ChatApp", value))), StringComparison.Ordinal);

    [Fact]
    public void D14_all_mistakes_are_told_at_once()
        => Assert.Equal(3, Mistakes(("Mqtt:Port", "x"), ("Mqtt:Prot", "1"), ("Settings:Nothing.Here", "1")).Count);

    [Theory]
    [InlineData("Urls", "http://localhost:5080;https://*:5443;http://[::1]:0")]
    [InlineData("ConnectionStrings:ChatApp", "Host=db;Username=chatapp;Database=chatapp")]
    [InlineData("Mqtt:Port", "0")]
    [InlineData("Mqtt:Port", "")]
    [InlineData("Settings:Messages.PerUser", "100000")]
    [InlineData("Settings:Messages:PerUser", "100000")]
    [InlineData("Settings:Messages.FriendsOnly", "True")]
    [InlineData("SameOrigin:Origins:0", "https://intranet.example")]
    [InlineData("Proxy:Known:0", "10.0.0.7")]
    [InlineData("Sessions:EndedRetention", "90.00:00:00")]
    [InlineData("Logging:LogLevel:Default", "Debug")]
    [InlineData("SomebodyElses:Key", "anything")]
    public void What_is_right_or_not_ours_is_let_through(string key, string value) => Assert.Empty(Mistakes((key, value)));

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa", 1)]
    [InlineData("f3b0c44298fc1c149afbf4c8996fb924", 0)]
    public void A_secret_that_everybody_tries_first_stops_a_production_start_and_is_not_repeated(string token, int mistakes)
    {
        var found = Record.Exception(() => ConfigurationCheck.Run(Configuration(("Metrics:Token", token)), refusesWeakSecrets: true)) as ConfigurationException;

        Assert.Equal(mistakes, found?.Mistakes.Count ?? 0);
        Assert.DoesNotContain(token, found?.Message ?? string.Empty, StringComparison.Ordinal);
        Assert.Empty(Mistakes(("Metrics:Token", token)));
    }

    [Fact]
    public void Settings_that_are_fixed_are_found_by_their_names_however_they_were_written()
    {
        var fixedSettings = ConfigurationCheck.LockedSettings(Configuration(("Settings:messages:peruser", "7"), ("Settings:Messages.FriendsOnly", "TRUE")));

        Assert.Equal("7", fixedSettings["Messages.PerUser"]);
        Assert.Equal("true", fixedSettings["Messages.FriendsOnly"]);
    }

    private static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] values)
    {
        try
        {
            ConfigurationCheck.Run(Configuration(values));
            return [];
        }
        catch (ConfigurationException found)
        {
            return found.Mistakes;
        }
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();
}

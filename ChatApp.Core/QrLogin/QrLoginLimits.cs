namespace ChatApp.Core.QrLogin;

/// <summary>How long QR logins live and how many there may be. The wait for the scan is the server's setting <c>Login.QrLifetime</c>.</summary>
public sealed class QrLoginLimits
{
    /// <summary>How long the phone may take to confirm after its scan. Defaults to 60 seconds.</summary>
    public TimeSpan ConfirmLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the browser may take to fetch its session after the confirmation. Defaults to 30 seconds.</summary>
    public TimeSpan RedeemLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all steps together may take. Defaults to 5 minutes.</summary>
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many codes one address may make in a minute. Defaults to 10.</summary>
    public int CreatesPerAddress { get; set; } = 10;

    /// <summary>How many codes one network (IPv4 /24, IPv6 /64) may make in a minute. Defaults to 30.</summary>
    public int CreatesPerNetwork { get; set; } = 30;

    /// <summary>How many live codes one browser may have: as many as it shows tabs. One more ends the oldest. Defaults to 3.</summary>
    public int LivePerBrowser { get; set; } = 3;

    /// <summary>How many codes one user may scan in a minute. Defaults to 10.</summary>
    public int ScansPerUser { get; set; } = 10;

    /// <summary>How many wrong numbers end the attempt. Defaults to 2.</summary>
    public int WrongPicks { get; set; } = 2;

    /// <summary>Whether codes that a client made by the compatible HTTP API may be confirmed without the number. Defaults to no: whoever
    /// relays a code to a victim needs the victim's tap alone then. Codes of this server's page always need it.</summary>
    public bool AllowConfirmWithoutNumber { get; set; }

    /// <summary>How long the rows of finished attempts are kept. Defaults to 10 minutes.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(10);
}
